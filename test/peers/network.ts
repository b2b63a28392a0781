import { createKeyedHashes } from '../../api/adapters/hmac/keyed-hashes.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { doDue, type DueWork } from '../../api/due/actions.ts';
import { dues } from '../../api/due/kinds.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import { issueKey } from '../../api/keys/actions.ts';
import { limitsWork, reconsider } from '../../api/limits/actions/reconsider.ts';
import { limitStanding, type LimitStanding } from '../../api/limits/actions/standing.ts';
import { acceptPeer, rejectPeer, withdrawPeer } from '../../api/peers/actions/decide.ts';
import { deletePeer } from '../../api/peers/actions/end.ts';
import { linkOf } from '../../api/peers/actions/kept.ts';
import { requestPeer } from '../../api/peers/actions/request.ts';
import { peersWork } from '../../api/peers/jobs.ts';
import { peerLinks } from '../../api/peers/kinds.ts';
import type { Link, Party } from '../../api/peers/rules/link.ts';
import type { AddressBook } from '../../api/ports/address-book.ts';
import { bucketAt, duePartitionOf, placeOf, rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { add, replace, type Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { heads } from '../../api/seats/kinds.ts';
import { activate } from '../../api/subscriptions/actions/activate.ts';
import { placesWork } from '../../api/subscriptions/actions/follow-places.ts';
import { setUpTenant } from '../../api/subscriptions/actions/set-up.ts';
import { placeNow, sourcesOf } from '../../api/subscriptions/actions/sources.ts';
import { accounts, places } from '../../api/subscriptions/kinds.ts';
import { STAYING } from '../due/keeping.ts';

/** Something that somebody does in a network of accounts; accounts and links are numbered, modulo how many there are. */
export type NetworkAct =
  | {
      readonly act: 'ask';
      readonly giver: number;
      readonly receiver: number;
      readonly seats: number;
      readonly training: boolean;
      /** Default: false. */
      readonly users?: boolean;
    }
  | { readonly act: 'accept' | 'reject' | 'withdraw'; readonly link: number }
  | { readonly act: 'delete'; readonly link: number; readonly side: 'giver' | 'receiver' }
  | { readonly act: 'buy'; readonly account: number; readonly seats: number }
  | { readonly act: 'cancel' | 'inactive'; readonly account: number }
  | { readonly act: 'learn'; readonly account: number; readonly people: number };

/** An account of the network. Its only administrator is named in every request to it. */
export type Member = Party & { readonly adminId: string };

/** Every account has one administrator, found by the tenant's id as address. */
const addressBookOf = (members: readonly Member[]): AddressBook => {
  const adminOf = (tenantId: string): string[] =>
    members.filter((one) => one.tenantId === tenantId).map(({ adminId }) => adminId);
  return {
    roleHolders: async (tenantId) => ({ globalAdmins: adminOf(tenantId), lmsAdmins: [] }),
    contacts: async (_, personIds) => personIds.map(() => null),
    peopleWith: async (tenantId) => adminOf(tenantId),
  };
};

/** Whichever request is open. */
const ANY = { requestedAt: null };

const contact = { firstName: 'A', lastName: 'B', email: 'a@b.example', telephone: '1' };

/** A clock for all that moves when it is told to. */
export interface Time {
  now: number;
}

/** The world on a store, with what peer accounts need of it. */
export const worldOn = (store: Store, time: Time): World => ({
  ...({} as Pick<World, 'files' | 'aside' | 'directory' | 'customers' | 'passwords'>),
  store,
  clock: { now: () => time.now, at: () => ({ cancel: () => undefined }) },
  log: createLog('silent'),
  keyedHashes: createKeyedHashes(['a-secret-of-at-least-32-characters']),
  wakeKeeper: () => undefined,
});

/** A network of accounts on a store, in Trial and without links. */
export async function openNetwork(store: Store, time: Time, size: number): Promise<Network> {
  const world = worldOn(store, time);
  const members: Member[] = [];
  for (let nth = 0; nth < size; nth += 1) {
    const [tenantId, adminId] = [newId(), newId()];
    const userName = `owner@a${tenantId.slice(0, 13)}.example`;
    const owner = { tenantId, personId: adminId, displayName: 'Owner', userName };
    const identity = { ...owner, tokenRoles: new Set<never>(), application: false };
    const { subdomain } = await setUpTenant(world, identity, { buckets: 1, region: 'US' });
    members.push({ tenantId, adminId, buckets: 1, subdomain });
  }
  return new Network(store, time, members);
}

/** Accounts and what is done in them, by the product's own actions. */
export class Network {
  readonly store: Store;
  readonly time: Time;
  readonly members: readonly Member[];
  readonly addressBook: AddressBook;

  constructor(store: Store, time: Time, members: readonly Member[]) {
    this.store = store;
    this.time = time;
    this.members = members;
    this.addressBook = addressBookOf(members);
  }

  get world(): World {
    return worldOn(this.store, this.time);
  }

  member(nth: number): Member {
    const member = this.members[nth % this.members.length];
    if (member === undefined) throw new Error('A network has members.');
    return member;
  }

  /** Every link that there ever was, the oldest first. */
  async links(store: Store = this.store): Promise<Link[]> {
    const each = await Promise.all(
      this.members.map(({ tenantId }) => allOf(store, rootOf(tenantId), peerLinks, 'byAge')),
    );
    return each
      .flat()
      .map(({ doc }) => linkOf(doc))
      .toSorted(
        (one, other) =>
          one.requestedAt - other.requestedAt || one.linkId.localeCompare(other.linkId),
      );
  }

  standing(nth: number): Promise<LimitStanding> {
    return limitStanding(this.world, this.member(nth));
  }

  /**
   * Does an act through a store, which may be one of a process that dies.
   * @returns whether it was done; false: it was refused, as the product may, or there was nothing to do
   */
  async perform(act: NetworkAct, store: Store = this.store): Promise<boolean> {
    const world = worldOn(store, this.time);
    try {
      return await this.#does(world, act);
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  async #does(world: World, act: NetworkAct): Promise<boolean> {
    switch (act.act) {
      case 'ask': {
        const [giver, receiver] = [this.member(act.giver), this.member(act.receiver)];
        await requestPeer(world, this.addressBook, giver, by(giver), {
          ...{ subdomain: receiver.subdomain, adminEmail: 'admin@example.org', seats: act.seats },
          permissions: { training: act.training, users: act.users ?? false },
        });
        return true;
      }
      case 'buy':
        return this.#buys(world, this.member(act.account), act.seats);
      case 'cancel':
        return this.#cancels(world, this.member(act.account));
      case 'inactive':
        return this.#becomesInactive(world, this.member(act.account));
      case 'learn': {
        const { tenantId } = this.member(act.account);
        const write = add(heads, {}, { used: act.people }, { used: { atLeast: 0 } });
        const learnt = await world.store.commit(bucketAt(tenantId, 0), [write]);
        return learnt.outcome === 'committed';
      }
      default:
        return this.#acts(world, act);
    }
  }

  async #acts(world: World, act: Extract<NetworkAct, { readonly link: number }>): Promise<boolean> {
    const links = await this.links(world.store);
    const link = links[act.link % Math.max(1, links.length)];
    if (link === undefined) return false;
    const memberOf = ({ tenantId }: Party): Member => {
      const found = this.members.find((one) => one.tenantId === tenantId);
      if (found === undefined) throw new Error('A link leads out of the network.');
      return found;
    };
    const [giver, receiver] = [memberOf(link.giver), memberOf(link.receiver)];
    switch (act.act) {
      case 'accept':
        await acceptPeer(world, receiver, by(receiver), link.linkId, { consent: false, ...ANY });
        return true;
      case 'reject':
        await rejectPeer(world, receiver, by(receiver), link.linkId, ANY);
        return true;
      case 'withdraw':
        await withdrawPeer(world, giver, by(giver), link.linkId);
        return true;
      case 'delete': {
        const side = act.side === 'giver' ? giver : receiver;
        await deletePeer(world, side, by(side), link.linkId);
        return true;
      }
    }
  }

  async #buys(world: World, member: Member, seats: number): Promise<boolean> {
    const offer = { plan: 'seats', seats, months: 12 } as const;
    const service = { personId: null, actId: newId() };
    const { key } = await issueKey(world, service, offer);
    const form = { key: key ?? '', organisation: 'Contoso', contact, confirmMove: false };
    await activate(world, member, by(member), form);
    return true;
  }

  /** The account's first subscription ends here and now, with its 14 days behind it. */
  async #cancels(world: World, member: Member): Promise<boolean> {
    const [source] = (await sourcesOf(world, member)).filter(
      ({ endsAt }) => endsAt > world.clock.now(),
    );
    if (source === undefined) return false;
    const { doc, version } = await placeNow(world, source.subscriptionId);
    if (doc.tenantId === null) return false;
    const ended = { ...doc, endsAt: world.clock.now() - 14 * DAY_MS };
    await world.store.commit(placeOf(source.subscriptionId), [replace(places, ended, version)]);
    await reconsider(world, member);
    return true;
  }

  /** For another reason than that nothing gives it seats: its orders are not paid, and no peer gives it any (B-7). */
  async #becomesInactive(world: World, member: Member): Promise<boolean> {
    const root = rootOf(member.tenantId);
    const held = await world.store.read(root, accounts, {});
    const { shares } = await limitStanding(world, member);
    if (held?.doc.state !== 'Active' || shares.received > 0) return false;
    const inactive = { ...held.doc, state: 'Inactive', reason: 'payment' } as const;
    await world.store.commit(root, [replace(accounts, inactive, held.version)]);
    await reconsider(world, member);
    return true;
  }

  /** Does what has fallen due until nothing is left that an act has begun. */
  async finish(): Promise<void> {
    const works: readonly DueWork[] = [placesWork, limitsWork, peersWork(this.addressBook)];
    for (let round = 0; round < 4; round += 1) {
      this.time.now += 2 * MINUTE_MS;
      for (const member of this.members) {
        for (const work of works) {
          const key = { work: work.name, tenantId: member.tenantId };
          const held = await this.store.read(duePartitionOf(member.tenantId), dues, key);
          if (held !== null && held.doc.dueAt <= this.time.now)
            await doDue(this.world, work, held, STAYING);
        }
      }
    }
  }
}

const by = ({ adminId }: Member) => ({ personId: adminId, actId: newId() });
