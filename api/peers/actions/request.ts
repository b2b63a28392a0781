import { idFrom } from '../../kernel/ids.ts';
import { accountStanding } from '../../limits/actions/standing.ts';
import type { AddressBook } from '../../ports/address-book.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { peerLinks, sharings, type Sharing } from '../kinds.ts';
import {
  differenceOf,
  type Asked,
  type Doer,
  type Link,
  type Party,
  type Wanted,
} from '../rules/link.ts';
import { asking, lowered, type Moved } from '../rules/moves.ts';
import {
  administratorNeeded,
  duplicateLink,
  nothingAsked,
  notSoAnyMore,
  ownSubdomain,
  seatsNotAvailable,
} from '../rules/refusals.ts';
import { followSoon, pointTo } from './follow.ts';
import { linkOf } from './kept.ts';
import {
  changed,
  changeLink,
  expectChange,
  linkWrites,
  type HeldLink,
  type LinkChange,
} from './links.ts';
import { administratorBy, partyOf } from './naming.ts';
import { NOTHING_YET } from './shares.ts';

/** What the form asks for (PA-1). */
export interface PeerRequest extends Asked {
  /** As it was typed or pasted. */
  readonly subdomain: string;
  /** Left out where a link that is live is only lowered: nobody decides that. */
  readonly adminEmail?: string | undefined;
}

/** Refuses more seats than can be shared now (P-1, P-2). @param more than what the link has already */
async function checkAvailable(
  world: World,
  tenant: Tenant,
  more: number,
  held: number,
): Promise<void> {
  if (more <= 0) return;
  const account = await world.store.read(rootOf(tenant.tenantId), accounts, {});
  if (account === null) throw new Error('A caller was let in without an account.');
  const { availableForSharing } = await accountStanding(world, account.doc);
  if (more > availableForSharing) throw seatsNotAvailable(held + availableForSharing, held + more);
}

/** Who is to decide a request. */
type Decider = Pick<Wanted, 'adminId' | 'adminEmail'>;

/** The administrator whom a request names; null where it names none. @throws AppError `invalid-input` */
async function deciderOf(
  world: World,
  addressBook: AddressBook | null,
  receiver: Party,
  { adminEmail }: PeerRequest,
): Promise<Decider | null> {
  if (adminEmail === undefined) return null;
  return { adminEmail, adminId: await administratorBy(world, addressBook, receiver, adminEmail) };
}

/** What is to be decided. @throws AppError `invalid-input` where nobody is named who could */
function wantedBy(
  { seats, permissions }: Asked,
  decider: Decider | null,
  requestedAt: number,
): Wanted {
  if (decider === null) throw administratorNeeded();
  return { seats, permissions, ...decider, requestedAt, adminLost: false };
}

const figuresOf = ({ seats, permissions }: Asked): LinkChange['data'] => ({
  asked: seats,
  ...permissions,
});

/** A request to an account with which there is no open link yet. */
function newLink(
  linkId: string,
  sides: { readonly giver: Party; readonly receiver: Party },
  wanted: Wanted,
  { counter }: Sharing,
): Moved {
  const { adminId, requestedAt } = wanted;
  return {
    ...{ linkId, ...sides, phase: 'pending', seats: 0, consent: false, wanted, adminId },
    permissions: { training: false, users: false },
    ...{ catalogs: [], requestedAt, decidedAt: null, endedAt: null, endedBy: null },
    ...{ askNo: counter + 1, grantNo: null },
  };
}

/** More or less on a link that is live (P-8). */
function changeOf(
  { link, sharing, now }: HeldLink,
  request: PeerRequest,
  decider: Decider | null,
): LinkChange {
  if (link.wanted !== null) throw duplicateLink(true);
  const { lowered: less, asked } = differenceOf(link, request);
  if (less === null && asked === null) throw duplicateLink(false);
  const after = less === null ? link : { ...link, ...lowered(link, less) };
  if (asked === null) {
    const data = { before: link.seats, seats: after.seats, ...after.permissions };
    return { link: after, what: 'peer-lowered', data };
  }
  return {
    link: asking(after, wantedBy(asked, decider, now), sharing.counter + 1),
    what: 'peer-change-requested',
    data: { before: link.seats, seats: after.seats, ...figuresOf(asked) },
  };
}

/**
 * Asks another account to take seats, to let its reports be seen, or both (PA-10); on a link that is live, changes it
 * (P-8). Its seats are set aside from the commit on, so that accepting cannot fail (P-1).
 * @returns the link, and whether it is a new one
 * @throws AppError `invalid-input` for a subdomain, an address (also none, where somebody has to decide) or seats that cannot be; `seats-not-available`
 */
export async function requestPeer(
  world: World,
  addressBook: AddressBook | null,
  giver: Party,
  actor: Actor,
  request: PeerRequest,
): Promise<{ readonly link: Link; readonly isNew: boolean }> {
  const { seats, permissions } = request;
  if (seats === 0 && !permissions.training && !permissions.users) throw nothingAsked();
  const receiver = await partyOf(world, request.subdomain);
  if (receiver.tenantId === giver.tenantId) throw ownSubdomain();
  const decider = await deciderOf(world, addressBook, receiver, request);

  const root = rootOf(giver.tenantId);
  const doer: Doer = { side: 'giver', ...actor };
  const linkId = idFrom('peer-link', giver.tenantId, receiver.tenantId, actor.actId);
  let isExpected = false;
  for (;;) {
    const [sharing, open, repeated] = await Promise.all([
      world.store.read(root, sharings, {}),
      allOf(world.store, root, peerLinks, 'open', { equals: { openTo: receiver.tenantId } }),
      world.store.read(root, peerLinks, { linkId }),
    ]);
    const live = open[0];
    if (live !== undefined && live.doc.lastActId === actor.actId) {
      const link = await followSoon(world, giver, linkOf(live.doc));
      return { link, isNew: live.doc.linkId === linkId };
    }
    if (live !== undefined) {
      const link = await changeLive(world, giver, doer, live.doc.linkId, request, decider);
      return { link, isNew: false };
    }
    if (repeated !== null) return { link: linkOf(repeated.doc), isNew: true };

    await checkAvailable(world, giver, seats, 0);
    const at = world.clock.now();
    const wanted = wantedBy(request, decider, at);
    const link = newLink(linkId, { giver, receiver }, wanted, sharing?.doc ?? NOTHING_YET);
    const change = { link, what: 'peer-requested', data: figuresOf(request) } as const;
    const after = changed(null, change, doer, at);
    if (!isExpected) await Promise.all([expectChange(world, giver), pointTo(world, after)]);
    isExpected = true;
    const { outcome } = await world.store.commit(root, linkWrites(null, after, sharing));
    if (outcome === 'committed')
      return { link: await followSoon(world, giver, after), isNew: true };
  }
}

const changeLive = (
  world: World,
  giver: Party,
  doer: Doer,
  linkId: string,
  request: PeerRequest,
  decider: Decider | null,
): Promise<Link> =>
  changeLink(world, giver, linkId, doer, async (held) => {
    const { link } = held;
    if (link.phase === 'pending') throw duplicateLink(true);
    if (link.endedAt !== null) throw notSoAnyMore(link);
    const change = changeOf(held, request, decider);
    await checkAvailable(world, giver, request.seats - link.seats, link.seats);
    return change;
  });
