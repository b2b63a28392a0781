import { createGuidScheme } from '../guid.ts';
import { DirectoryRefusal, type DirectoryAct } from './acts.ts';
import { createChangeLog, type ChangeLog, type LogEntry } from './change-log.ts';
import { createGroupBook, type GroupBook } from './group-book.ts';
import type { Notice } from './notice.ts';
import { newDirectoryUser } from './new-user.ts';
import { createPopulation, type Population } from './population.ts';
import type { DirectoryUser, NewUser, Standing, UserChanges, UserState } from './user.ts';

/** One change of the users: a run of new ones, or one that was changed, deleted, restored or purged. */
export interface UserLogEntry extends LogEntry {
  readonly first: number;
  readonly count: number;
  /** What stood in the changed properties before; absent for new users and changes of state. */
  readonly before?: UserChanges;
  /** By how much the number of live users changed. */
  readonly live: number;
}

/** The users and groups of one tenant, with the log of what changed since its beginning. */
export interface Directory {
  readonly domain: string;
  readonly users: Population;
  readonly userLog: ChangeLog<UserLogEntry>;
  readonly groups: GroupBook;
  /**
   * Does `act` at the instant `at` (milliseconds of the local clock) and says whom to notify.
   * @throws DirectoryRefusal where it cannot be done; nothing was changed then.
   */
  perform(act: DirectoryAct, at: number): Notice[];
  /** The licences of the user at an index changed: delta tells of it where they are selected. */
  touch(index: number, at: number): void;
  /** Ends the beginning: what was done before is the world as it always was, and stands in no log. */
  begun(): void;
  /** @throws DirectoryRefusal `not-found` where the id is unknown or purged. */
  userById(id: string): Standing;
}

/** An empty directory. Ids depend on `tenantId` alone, user names of seeded people end in `domain`. */
export function createDirectory(tenantId: string, domain: string): Directory {
  const ids = createGuidScheme(`${tenantId}/users`);
  const users = createPopulation(ids, domain);
  const userLog = createChangeLog<UserLogEntry>();
  const groups = createGroupBook(tenantId, domain, users);
  let beginning = true;

  const log = (entry: UserLogEntry): number => (beginning ? 0 : userLog.append(entry));
  const notice = (id: string, changeType: Notice['changeType'] = 'updated'): Notice[] => [
    { resource: 'users', changeType, ids: [id] },
  ];

  const userById = (id: string): Standing => {
    const index = users.indexOfId(id);
    const standing = index === undefined ? undefined : users.standing(index);
    if (!standing || standing.state === 'purged') {
      throw new DirectoryRefusal(
        'not-found',
        'id',
        id,
        `No user has the id ${id}: take one from the list of users.`,
      );
    }
    return standing;
  };

  const inState = (id: string, state: UserState, remedy: string): Standing => {
    const standing = userById(id);
    if (standing.state !== state) {
      throw new DirectoryRefusal(
        'wrong-state',
        'id',
        id,
        `The user ${id} is ${standing.state}, not ${state}: ${remedy}.`,
      );
    }
    return standing;
  };

  const refuseTakenName = (name: string, exceptIndex?: number): void => {
    const holder = users.indexOfName(name);
    if (holder !== undefined && holder !== exceptIndex) {
      throw new DirectoryRefusal(
        'name-taken',
        'userPrincipalName',
        name,
        `Another live user has the user name ${name}: choose another one.`,
      );
    }
  };

  const refuseTakenIds = (newUsers: readonly NewUser[]): void => {
    const names = new Set<string>();
    for (const { id, userPrincipalName } of newUsers) {
      refuseTakenName(userPrincipalName);
      if (names.size === names.add(userPrincipalName.toLowerCase()).size) {
        throw new DirectoryRefusal(
          'name-taken',
          'userPrincipalName',
          userPrincipalName,
          `The user name ${userPrincipalName} stands twice in the list: each name once.`,
        );
      }
      if (id !== undefined && users.indexOfId(id) !== undefined) {
        throw new DirectoryRefusal(
          'id-taken',
          'id',
          id,
          `The id ${id} is in use: leave it out or choose another one.`,
        );
      }
    }
  };

  const announceNew = (first: number, count: number): Notice[] => {
    function* newIds(): Generator<string> {
      for (let index = first; index < first + count; index += 1) {
        yield users.standing(index).user.id;
      }
    }
    return [{ resource: 'users', changeType: 'updated', ids: { [Symbol.iterator]: newIds } }];
  };

  const addUsers = (newUsers: readonly NewUser[], at: number): Notice[] => {
    refuseTakenIds(newUsers);
    const first = users.total();
    const number = log({ at, first, count: newUsers.length, live: newUsers.length });
    for (const user of newUsers) {
      users.add(newDirectoryUser(user, ids.guidAt(users.total()), at), number);
    }
    return announceNew(first, newUsers.length);
  };

  const addSeededUsers = (count: number, seed: number, at: number): Notice[] => {
    const first = users.total();
    users.addSeeded(count, seed, log({ at, first, count, live: count }));
    return announceNew(first, count);
  };

  const write = ({ index, user }: Standing, changes: UserChanges, at: number): void => {
    const before = valuesNow(user, changes);
    users.change(index, changes, log({ at, first: index, count: 1, before, live: 0 }));
  };

  const changeUser = (id: string, changes: UserChanges, at: number): Notice[] => {
    const standing = inState(id, 'live', 'restore it first');
    const { userPrincipalName } = changes;
    if (userPrincipalName !== undefined) refuseTakenName(userPrincipalName, standing.index);
    write(standing, changes, at);
    return notice(id);
  };

  const setState = (standing: Standing, state: UserState, live: number, at: number): void => {
    const { index } = standing;
    const number = log({ at, first: index, count: 1, live });
    if (state === 'deleted') users.setState(index, state, number, at);
    else users.setState(index, state, number);
    if (live !== 0) groups.followUser(index, live > 0, at);
  };

  const deleteUser = (id: string, at: number): Notice[] => {
    setState(inState(id, 'live', 'it is deleted already'), 'deleted', -1, at);
    return notice(id);
  };

  const restoreUser = (id: string, newName: string | undefined, at: number): Notice[] => {
    const standing = inState(id, 'deleted', 'only deleted users can be restored');
    refuseTakenName(newName ?? standing.user.userPrincipalName);
    if (newName !== undefined) write(standing, { userPrincipalName: newName }, at);
    setState(standing, 'live', 1, at);
    return notice(id);
  };

  const purgeUser = (id: string, at: number): Notice[] => {
    const standing = inState(id, 'deleted', 'delete it first');
    setState(standing, 'purged', 0, at);
    return notice(id, 'deleted');
  };

  const perform = (act: DirectoryAct, at: number): Notice[] => {
    switch (act.act) {
      case 'addSeededUsers':
        return addSeededUsers(act.count, act.seed, at);
      case 'addUsers':
        return addUsers(act.users, at);
      case 'changeUser':
        return changeUser(act.id, act.changes, at);
      case 'deleteUser':
        return deleteUser(act.id, at);
      case 'restoreUser':
        return restoreUser(act.id, act.userPrincipalName, at);
      case 'purgeUser':
        return purgeUser(act.id, at);
      default:
        return groups.perform(act, at);
    }
  };

  return {
    domain,
    users,
    userLog,
    groups,
    perform,
    touch: (index, at) =>
      users.touch(index, 'assignedLicenses', log({ at, first: index, count: 1, live: 0 })),
    begun() {
      beginning = false;
      groups.begun();
    },
    userById,
  };
}

/** What stands now in the properties that `changes` names. */
function valuesNow(user: DirectoryUser, changes: UserChanges): UserChanges {
  const properties = Object.keys(changes) as (keyof UserChanges)[];
  return Object.fromEntries(properties.map((property) => [property, user[property]]));
}
