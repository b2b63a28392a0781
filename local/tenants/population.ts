import type { GuidScheme } from '../guid.ts';
import { seededIndexOf, seededPerson } from './seeded-people.ts';
import type { Seeding } from './seeded-people.ts';
import type { DirectoryUser, Standing, UserChanges, UserProperty, UserState } from './user.ts';

/** A property whose change is remembered, or `state` for deleted, restored and purged. Licences are kept elsewhere. */
export type Tracked = UserProperty | 'state' | 'assignedLicenses';

/**
 * The users of one tenant. Seeded users are made when they are looked at; given ones are kept; what was changed lies
 * in an overlay. Everything is told by index, the place in the order of creation.
 */
export interface Population {
  /** How many users were ever created: indexes run from 0 to below this. */
  total(): number;
  /** How many of them are live. */
  live(): number;
  standing(index: number): Standing;
  /** The user's index by object id, `undefined` for an unknown id. Purged users are still found. */
  readonly indexOfId: (id: string) => number | undefined;
  /** The live user with this user name, in any case of letters. */
  readonly indexOfName: (userPrincipalName: string) => number | undefined;
  /** The users that are deleted and restorable, in the order of deletion. */
  deleted(): Iterable<number>;
  /** The number of the change that created the user, 0 for those of the tenant's beginning. */
  createdBy(index: number): number;
  /** The number of the last change of a property, 0 when there was none since creation. */
  changedBy(index: number, tracked: Tracked): number;

  addSeeded(count: number, seed: number, changeNumber: number): void;
  add(user: DirectoryUser, changeNumber: number): void;
  change(index: number, changes: UserChanges, changeNumber: number): void;
  /** Remembers a change of what is kept elsewhere. */
  touch(index: number, tracked: Tracked, changeNumber: number): void;
  setState(index: number, state: UserState, changeNumber: number, deletedAt?: number): void;
}

/** Users that follow each other, from index `first` to the next block, and come from one source. */
interface Block {
  readonly first: number;
  readonly personAt: (index: number) => DirectoryUser;
  readonly createdBy: (index: number) => number;
  /** Only where the users are kept one by one. */
  readonly append?: (user: DirectoryUser, changeNumber: number) => void;
}

interface Overlay {
  values: UserChanges;
  state: UserState;
  deletedAt: number | undefined;
  readonly changedBy: Map<Tracked, number>;
}

/** An empty tenant's users; `ids` makes the object ids, `domain` ends the user names of seeded people. */
export function createPopulation(ids: GuidScheme, domain: string): Population {
  const blocks: Block[] = [];
  const overlays = new Map<number, Overlay>();
  const givenIds = new Map<string, number>();
  const names = new Map<string, number>();
  const deletedIndexes = new Set<number>();
  let total = 0;
  let gone = 0;

  const blockOf = (index: number): Block => {
    const block = blocks.findLast((candidate) => candidate.first <= index);
    if (!block || index >= total) throw new RangeError(`There is no user ${index}.`);
    return block;
  };

  const standing = (index: number): Standing => {
    const original = blockOf(index).personAt(index);
    const overlay = overlays.get(index);
    if (!overlay) return { index, user: original, state: 'live' };
    const user = { ...original, ...overlay.values };
    return overlay.deletedAt === undefined
      ? { index, user, state: overlay.state }
      : { index, user, state: overlay.state, deletedAt: overlay.deletedAt };
  };

  const overlayOf = (index: number): Overlay => {
    let overlay = overlays.get(index);
    if (!overlay) {
      overlay = { values: {}, state: 'live', deletedAt: undefined, changedBy: new Map() };
      overlays.set(index, overlay);
    }
    return overlay;
  };

  const bearsName = (index: number, name: string): boolean => {
    const { user, state } = standing(index);
    return state === 'live' && user.userPrincipalName.toLowerCase() === name;
  };

  const rename = (index: number, from: string, to: string): void => {
    if (names.get(from.toLowerCase()) === index) names.delete(from.toLowerCase());
    names.set(to.toLowerCase(), index);
  };

  return {
    total: () => total,
    live: () => total - gone,
    standing,
    indexOfId(id) {
      const given = givenIds.get(id.toLowerCase());
      if (given !== undefined) return given;
      const index = ids.indexOf(id);
      return index === undefined || index >= total || standing(index).user.id !== id.toLowerCase()
        ? undefined
        : index;
    },
    indexOfName(userPrincipalName) {
      const name = userPrincipalName.toLowerCase();
      const kept = names.get(name);
      if (kept !== undefined && bearsName(kept, name)) return kept;
      const seeded = seededIndexOf(name);
      return seeded !== undefined && seeded >= 0 && seeded < total && bearsName(seeded, name)
        ? seeded
        : undefined;
    },
    deleted: () => deletedIndexes,
    createdBy: (index) => blockOf(index).createdBy(index),
    changedBy: (index, tracked) => overlays.get(index)?.changedBy.get(tracked) ?? 0,

    addSeeded(count, seed, changeNumber) {
      const seeding: Seeding = { seed, domain, idAt: ids.guidAt };
      blocks.push({
        first: total,
        personAt: (index) => seededPerson(seeding, index),
        createdBy: () => changeNumber,
      });
      total += count;
    },
    add(user, changeNumber) {
      if (!blocks.at(-1)?.append) blocks.push(createKeptBlock(total));
      blocks.at(-1)?.append?.(user, changeNumber);
      if (user.id !== ids.guidAt(total)) givenIds.set(user.id.toLowerCase(), total);
      names.set(user.userPrincipalName.toLowerCase(), total);
      total += 1;
    },
    change(index, changes, changeNumber) {
      const { user } = standing(index);
      const overlay = overlayOf(index);
      for (const property of Object.keys(changes) as (keyof UserChanges)[]) {
        overlay.changedBy.set(property, changeNumber);
      }
      if (changes.userPrincipalName !== undefined) {
        rename(index, user.userPrincipalName, changes.userPrincipalName);
      }
      overlay.values = { ...overlay.values, ...changes };
    },
    touch: (index, tracked, changeNumber) =>
      void overlayOf(index).changedBy.set(tracked, changeNumber),
    setState(index, state, changeNumber, deletedAt) {
      const overlay = overlayOf(index);
      if (overlay.state === 'live' && state !== 'live') gone += 1;
      if (overlay.state !== 'live' && state === 'live') gone -= 1;
      if (state === 'deleted') deletedIndexes.add(index);
      else deletedIndexes.delete(index);
      overlay.state = state;
      overlay.deletedAt = deletedAt;
      overlay.changedBy.set('state', changeNumber);
      const { userPrincipalName } = standing(index).user;
      if (state === 'live') names.set(userPrincipalName.toLowerCase(), index);
      else if (names.get(userPrincipalName.toLowerCase()) === index) {
        names.delete(userPrincipalName.toLowerCase());
      }
    },
  };
}

function createKeptBlock(first: number): Block {
  const users: DirectoryUser[] = [];
  const createdBy: number[] = [];
  return {
    first,
    personAt(index) {
      const user = users[index - first];
      if (!user) throw new RangeError(`There is no user ${index}.`);
      return user;
    },
    createdBy: (index) => createdBy[index - first] ?? 0,
    append(user, changeNumber) {
      users.push(user);
      createdBy.push(changeNumber);
    },
  };
}
