import { hashText, mix } from '../chance.ts';
import type { DirectoryAct } from './acts.ts';
import type { Directory } from './directory.ts';
import type { Notice } from './notice.ts';
import { groupObstacle, refuseAgainstRules, type LicenceStandings } from './licence-rules.ts';
import type { HeldLicence, LicenceAct, LicenceWish, RestoreWay } from './licence.ts';
import { createProductBook, type ProductAct, type ProductBook } from './product-book.ts';
import { usableUnits } from './product.ts';

/** The products of one tenant and who has them. */
export interface LicenceBook {
  readonly products: ProductBook;
  /** What the user at an index has, the direct ones first; also of a deleted user. */
  held(index: number): readonly HeldLicence[];
  /** How many live users have a product: a copy that lags knows it as it was `lagMs` ago. */
  consumed(skuId: string, lagMs?: number, nowMs?: number): number;
  /** Ids of the products that a group gives to its members. */
  givenBy(groupId: string): readonly LicenceWish[];
  /** @throws DirectoryRefusal where a rule is broken or somebody is not there; nothing was changed then */
  perform(act: LicenceAct | ProductAct, at: number): Notice[];
  /** Users and members came, left, or came back; `act` is done already. */
  follow(act: DirectoryAct, at: number, way: RestoreWay): void;
}

/** Whether an act concerns products or licences. */
export function isLicenceAct(act: { readonly act: string }): act is LicenceAct | ProductAct {
  return ['putProduct', 'assignLicences', 'assignGroupLicences'].includes(act.act);
}

/** A product that a share of the first `end` users has from the beginning. */
interface Beginning {
  readonly skuId: string;
  readonly share: number;
  /** Where its chance begins. */
  readonly seed: number;
  readonly end: number;
  readonly at: number;
}

/** What groups give: by group and product. */
type Given = Map<string, HeldLicence>;

export function createLicenceBook(tenantId: string, directory: Directory): LicenceBook {
  const { users, groups } = directory;
  const products = createProductBook();
  const beginnings: Beginning[] = [];
  /** Direct licences that differ from the beginning's. */
  const direct = new Map<number, readonly HeldLicence[]>();
  const inherited = new Map<number, Given>();
  const grants = new Map<string, readonly LicenceWish[]>();
  /** How many of each product were taken, through time. */
  const counts = new Map<string, { at: number; consumed: number }[]>();

  const directOf = (index: number): readonly HeldLicence[] =>
    direct.get(index) ??
    beginnings
      .filter(({ seed, share, end }) => index < end && mix(seed, index) / 2 ** 32 < share)
      .filter(() => users.standing(index).user.userType === 'Member')
      .map(({ skuId, at }) => ({ skuId, disabledPlans: [], groupId: null, error: null, at }));

  const held = (index: number): readonly HeldLicence[] => [
    ...directOf(index),
    ...(inherited.get(index)?.values() ?? []),
  ];

  /** The products that the user takes a seat of. */
  const seatsOf = (index: number): ReadonlySet<string> => {
    if (users.standing(index).state !== 'live') return new Set();
    return new Set(
      held(index)
        .filter(({ error }) => error === null)
        .map(({ skuId }) => skuId),
    );
  };

  const consumedNow = (skuId: string): number => counts.get(skuId)?.at(-1)?.consumed ?? 0;
  const count = (skuId: string, by: number, at: number): void => {
    counts.get(skuId)?.push({ at, consumed: consumedNow(skuId) + by });
  };
  /** Goes through all users once; from then on every change is counted. */
  const countAll = (skuId: string): void => {
    let consumed = 0;
    for (let index = 0; index < users.total(); index += 1) {
      if (seatsOf(index).has(skuId)) consumed += 1;
    }
    counts.set(skuId, [{ at: -Infinity, consumed }]);
  };

  /** Does `change` to one user and counts what it takes and frees. */
  const recounted = (index: number, at: number, change: () => void): void => {
    const before = seatsOf(index);
    change();
    settleSeats(before, seatsOf(index), at);
  };
  const settleSeats = (
    before: ReadonlySet<string>,
    after: ReadonlySet<string>,
    at: number,
  ): void => {
    for (const skuId of before) if (!after.has(skuId)) count(skuId, -1, at);
    for (const skuId of after) if (!before.has(skuId)) count(skuId, 1, at);
  };

  const available = (skuId: string): number => {
    const product = products.bySku(skuId);
    return product ? usableUnits(product) - consumedNow(product.skuId) : 0;
  };
  const standingsOf = (index: number): LicenceStandings => ({
    usageLocation: users.standing(index).user.usageLocation,
    held: held(index),
    product: products.bySku,
    available,
  });

  const changeUser = (
    { userId, add, remove }: Extract<LicenceAct, { act: 'assignLicences' }>,
    at: number,
  ): Notice[] => {
    const { index, user } = directory.userById(userId);
    const wishes = add.map(lowerCased);
    const removed = remove.map((skuId) => skuId.toLowerCase());
    refuseAgainstRules(standingsOf(index), { add: wishes, remove: removed });
    const replaced = new Set([...wishes.map(({ skuId }) => skuId), ...removed]);
    recounted(index, at, () => {
      direct.set(index, [
        ...directOf(index).filter(({ skuId }) => !replaced.has(skuId)),
        ...wishes.map((wish) => ({ ...wish, groupId: null, error: null, at })),
      ]);
    });
    directory.touch(index, at);
    return [{ resource: 'users', changeType: 'updated', ids: [user.id] }];
  };

  /** Gives a member what the group has for it, and takes what the group has no more. */
  const inherit = (groupId: string, index: number, isMember: boolean, at: number): void => {
    const wishes = isMember ? (grants.get(groupId) ?? []) : [];
    const given: Given = inherited.get(index) ?? new Map<string, HeldLicence>();
    const stale = [...given].filter(
      ([, one]) => one.groupId === groupId && wishes.every((wish) => wish.skuId !== one.skuId),
    );
    if (wishes.length + stale.length === 0) return;
    recounted(index, at, () => {
      inherited.set(index, given);
      for (const [key] of stale) given.delete(key);
      for (const wish of wishes) {
        const key = `${groupId}/${wish.skuId}`;
        if (given.get(key)?.error === null) continue;
        given.delete(key);
        const error = groupObstacle(standingsOf(index), wish);
        given.set(key, { ...wish, groupId, error, at });
      }
    });
    directory.touch(index, at);
  };

  const inheritAll = (groupId: string, at: number): void => {
    const membership = groups.byId(groupId)?.membership;
    const known = [...inherited].filter(([, given]) =>
      [...given.values()].some((one) => one.groupId === groupId),
    );
    const members = new Set([
      ...(membership?.usersAfter(-1) ?? []),
      ...known.map(([index]) => index),
    ]);
    for (const index of members) {
      const isLive = users.standing(index).state === 'live';
      inherit(groupId, index, isLive && membership?.hasUser(index) === true, at);
    }
  };

  const changeGroup = (
    { groupId, add, remove }: Extract<LicenceAct, { act: 'assignGroupLicences' }>,
    at: number,
  ): Notice[] => {
    const id = groupId.toLowerCase();
    const wishes = add.map(lowerCased);
    const replaced = [
      ...wishes.map(({ skuId }) => skuId),
      ...remove.map((one) => one.toLowerCase()),
    ];
    const kept = (grants.get(id) ?? []).filter(({ skuId }) => !replaced.includes(skuId));
    grants.set(id, [...kept, ...wishes]);
    inheritAll(id, at);
    return [];
  };

  /** Frees the seats of a deleted user; the object keeps its direct licences. */
  const leave = (index: number, at: number): void => {
    const taken = held(index)
      .filter(({ error }) => error === null)
      .map(({ skuId }) => skuId);
    inherited.delete(index);
    settleSeats(new Set(taken), new Set(), at);
  };

  const comeBack = (index: number, at: number, way: RestoreWay): void => {
    const kept = directOf(index).filter(
      ({ skuId }) => way === 'all' || (way === 'available' && available(skuId) > 0),
    );
    direct.set(index, kept);
    settleSeats(new Set(), seatsOf(index), at);
    for (const groupId of grants.keys()) {
      if (groups.byId(groupId)?.membership.hasUser(index)) inherit(groupId, index, true, at);
    }
  };

  const forget = (index: number | undefined): void => {
    if (index !== undefined) direct.set(index, []);
  };

  const followMembers = (groupId: string, userIds: readonly string[], at: number): void => {
    const id = groupId.toLowerCase();
    for (const userId of grants.has(id) ? userIds : []) {
      const index = users.indexOfId(userId);
      if (index === undefined) continue;
      inherit(id, index, groups.byId(id)?.membership.hasUser(index) === true, at);
    }
  };

  return {
    products,
    held,
    consumed(skuId, lagMs = 0, nowMs = 0) {
      if (lagMs === 0) return consumedNow(skuId);
      return counts.get(skuId)?.findLast(({ at }) => at <= nowMs - lagMs)?.consumed ?? 0;
    },
    givenBy: (groupId) => grants.get(groupId.toLowerCase()) ?? [],
    perform(act, at) {
      if (act.act === 'assignLicences') return changeUser(act, at);
      if (act.act === 'assignGroupLicences') return changeGroup(act, at);
      const { skuId } = products.put(act.product);
      const { share = 0 } = act.product;
      if (share > 0) {
        const seed = hashText(`${tenantId}/${skuId}`);
        beginnings.push({ skuId, share, seed, end: users.total(), at });
      }
      if (share > 0 || !counts.has(skuId)) countAll(skuId);
      return [];
    },
    follow(act, at, way) {
      switch (act.act) {
        case 'deleteUser':
          leave(directory.userById(act.id).index, at);
          break;
        case 'restoreUser':
          comeBack(directory.userById(act.id).index, at, way);
          break;
        case 'purgeUser':
          forget(users.indexOfId(act.id));
          break;
        case 'deleteGroup':
          inheritAll(act.id.toLowerCase(), at);
          break;
        case 'addMembers':
        case 'removeMembers':
          followMembers(act.groupId, act.userIds, at);
      }
    },
  };
}

const lowerCased = ({ skuId, disabledPlans }: LicenceWish): LicenceWish => ({
  skuId: skuId.toLowerCase(),
  disabledPlans: disabledPlans.map((plan) => plan.toLowerCase()),
});
