import { createGuidScheme } from '../guid.ts';
import { DirectoryRefusal, type DirectoryAct, type MemberList, type NewGroup } from './acts.ts';
import { createChangeLog, type ChangeLog, type LogEntry } from './change-log.ts';
import type { Notice } from './notice.ts';
import { groupOfKind, type GroupStanding } from './group.ts';
import { createMembership } from './membership.ts';
import { asciiOf } from './names.ts';
import type { Population } from './population.ts';
import { seededGroups } from './seeded-groups.ts';

/** One change of a group: its properties, its being there, or its members. */
export interface GroupLogEntry extends LogEntry {
  /** Place in the order of creation. */
  readonly group: number;
  /** Names of the changed properties. */
  readonly properties?: readonly string[];
  readonly members?: MemberChange;
}

/** Direct members who joined or left together: users by index, groups by id. */
export interface MemberChange {
  readonly joined: boolean;
  readonly users: readonly number[];
  readonly groups: readonly string[];
}

/** The groups of one tenant and the log of their changes. */
export interface GroupBook {
  readonly log: ChangeLog<GroupLogEntry>;
  /** In order of creation, deleted ones too. */
  all(): readonly GroupStanding[];
  /** Counts the acts that changed any membership: what was computed from memberships holds until it moves. */
  membershipVersion(): number;
  /** The live group with this id. */
  byId(id: string): GroupStanding | undefined;
  perform(act: GroupAct, at: number): Notice[];
  /** A user was deleted or came back: the groups' members change with it. */
  followUser(index: number, back: boolean, at: number): void;
  begun(): void;
}

/** The acts that concern groups. */
export type GroupAct = Extract<
  DirectoryAct,
  {
    act:
      | 'addSeededGroups'
      | 'addGroup'
      | 'changeGroup'
      | 'deleteGroup'
      | 'addMembers'
      | 'removeMembers';
  }
>;

export function createGroupBook(tenantId: string, domain: string, users: Population): GroupBook {
  const ids = createGuidScheme(`${tenantId}/groups`);
  const log = createChangeLog<GroupLogEntry>();
  const all: GroupStanding[] = [];
  const places = new Map<string, number>();
  let beginning = true;
  let membershipVersion = 0;

  const write = (entry: GroupLogEntry): number => (beginning ? 0 : log.append(entry));
  const notice = (id: string, changeType: Notice['changeType'] = 'updated'): Notice[] => [
    { resource: 'groups', changeType, ids: [id] },
  ];

  const placeOf = (id: string): number => {
    const place = places.get(id.toLowerCase());
    if (place === undefined || all[place]?.deleted !== false) {
      throw new DirectoryRefusal(
        'not-found',
        'groupId',
        id,
        `No group has the id ${id}: take one from the list of groups.`,
      );
    }
    return place;
  };
  const standingOf = (id: string): GroupStanding => all[placeOf(id)] as GroupStanding;

  const add = (standing: GroupStanding): void => {
    places.set(standing.group.id, all.length);
    all.push(standing);
    membershipVersion += 1;
  };

  const memberIndexes = (list: Pick<MemberList, 'userIds' | 'groupIds'>): number[] => {
    for (const id of list.groupIds) placeOf(id);
    return list.userIds.map((id) => {
      const index = users.indexOfId(id);
      if (index === undefined || users.standing(index).state !== 'live') {
        throw new DirectoryRefusal(
          'not-found',
          'userIds',
          id,
          `No live user has the id ${id}: take one from the list of users.`,
        );
      }
      return index;
    });
  };

  const addGroup = (group: NewGroup, at: number): Notice[] => {
    const id = group.id?.toLowerCase() ?? ids.guidAt(all.length);
    if (places.has(id)) {
      throw new DirectoryRefusal(
        'id-taken',
        'id',
        id,
        `The id ${id} is in use: leave it out or choose another one.`,
      );
    }
    const indexes = memberIndexes(group);
    const membership = createMembership();
    for (const index of indexes) membership.addUser(index);
    for (const groupId of group.groupIds) membership.addGroup(groupId.toLowerCase());
    const createdBy = write({ at, group: all.length, properties: ['state'] });
    const named = {
      id,
      displayName: group.displayName,
      mailNickname: asciiOf(group.displayName),
      domain,
      createdDateTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    };
    add({ group: groupOfKind(group.kind, named), membership, deleted: false, createdBy });
    return notice(id);
  };

  const changeMembers = (list: MemberList, joined: boolean, at: number): Notice[] => {
    const place = placeOf(list.groupId);
    const { group, membership } = standingOf(list.groupId);
    if (group.groupTypes.includes('DynamicMembership')) {
      throw new DirectoryRefusal(
        'wrong-state',
        'groupId',
        group.id,
        `The group ${group.displayName} is dynamic, its rule makes its members: choose another group.`,
      );
    }
    const indexes = memberIndexes(list);
    const act = joined ? membership.addUser : membership.removeUser;
    const nest = joined ? membership.addGroup : membership.removeGroup;
    const changed: MemberChange = {
      joined,
      users: indexes.filter((index) => act(index)),
      groups: list.groupIds.map((id) => id.toLowerCase()).filter((id) => nest(id)),
    };
    if (changed.users.length + changed.groups.length === 0) return [];
    membershipVersion += 1;
    write({ at, group: place, members: changed });
    return notice(group.id);
  };

  return {
    log,
    all: () => all,
    membershipVersion: () => membershipVersion,
    byId(id) {
      const place = places.get(id.toLowerCase());
      const standing = place === undefined ? undefined : all[place];
      return standing?.deleted === false ? standing : undefined;
    },
    perform(act, at) {
      switch (act.act) {
        case 'addSeededGroups': {
          const seeding = { seed: act.seed, domain, idAt: ids.guidAt, users: users.total() };
          for (const seeded of seededGroups(act.count, seeding)) {
            add({
              ...seeded,
              deleted: false,
              createdBy: write({ at, group: all.length, properties: ['state'] }),
            });
          }
          return [];
        }
        case 'addGroup':
          return addGroup(act, at);
        case 'changeGroup': {
          const standing = standingOf(act.id);
          standing.group = { ...standing.group, ...act.changes };
          write({ at, group: placeOf(act.id), properties: Object.keys(act.changes) });
          return notice(standing.group.id);
        }
        case 'deleteGroup': {
          const place = placeOf(act.id);
          const standing = standingOf(act.id);
          write({ at, group: place, properties: ['state'] });
          standing.deleted = true;
          membershipVersion += 1;
          return notice(standing.group.id, 'deleted');
        }
        case 'addMembers':
          return changeMembers(act, true, at);
        case 'removeMembers':
          return changeMembers(act, false, at);
      }
    },
    followUser(index, back, at) {
      membershipVersion += 1;
      all.forEach(({ membership, deleted }, group) => {
        if (deleted || !membership.hasUser(index)) return;
        write({ at, group, members: { joined: back, users: [index], groups: [] } });
      });
    },
    begun() {
      beginning = false;
    },
  };
}
