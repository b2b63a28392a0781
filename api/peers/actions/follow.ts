import { tell } from '../../audit/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { reconsider } from '../../limits/actions/reconsider.ts';
import { limits } from '../../limits/kinds.ts';
import type { Instant } from '../../kernel/time.ts';
import { announcement, announceSoon } from '../../notifications/actions/announce.ts';
import type { PeerNotice } from '../../notifications/rules/peer-notices.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { seatsUsed } from '../../seats/actions/figures.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { accountAfter } from '../../subscriptions/rules/account-states.ts';
import { incomings, peerLinks, peerPapers, peerTickets, type PeerPaper } from '../kinds.ts';
import { ticketOf } from '../rules/ticket.ts';
import { noticesToReceiver, noticeToGiver } from '../rules/happenings.ts';
import { isLive, isOpen, type Happening, type HappeningKind, type Link } from '../rules/link.ts';
import { keptOf, linkOf } from './kept.ts';
import { receiveCatalogs } from './received-catalogs.ts';

/** So many happenings are told in one commit; each is two writes at most. */
const PORTION = 40;

/** The write by which the receiver knows where it receives seats from; none where it knows already. */
async function incomingWrites({ store }: World, link: Link): Promise<AnyWrite[]> {
  const { linkId, giver, receiver } = link;
  const held = await store.read(rootOf(receiver.tenantId), incomings, {});
  const known = held?.doc.links ?? [];
  const isKnown = known.some((one) => one.linkId === linkId);
  const gives = link.seats > 0 || (link.wanted?.seats ?? 0) > 0;
  const isWanted = isOpen(link) && (gives || isKnown);
  if (isKnown === isWanted) return [];
  const { tenantId, buckets } = giver;
  const others = known.filter((one) => one.linkId !== linkId);
  const links = isWanted ? [...others, { linkId, giver: { tenantId, buckets } }] : others;
  return [
    held === null ? create(incomings, { links }) : replace(incomings, { links }, held.version),
  ];
}

/**
 * The write of the receiver's account where it was given seats (PA-14). It is written in any case: so whoever judged it
 * before the seats were there must look again.
 */
async function accountWrites(
  { store }: World,
  link: Link,
  { doer, at }: Happening,
): Promise<AnyWrite[]> {
  const account = await store.read(rootOf(link.receiver.tenantId), accounts, {});
  if (account === null) throw new Error('A peer has no account.');
  const after = accountAfter(account.doc, 'seats-accepted');
  const write = replace(accounts, { ...account.doc, ...after }, account.version);
  if (after === null) return [write];
  const actor = { personId: receiversPerson(doer), actId: doer.actId };
  return [write, tell(actor, at, 'account-state-changed', { ...after })];
}

const receiversPerson = ({ side, personId }: Happening['doer']): string | null =>
  side === 'receiver' ? personId : null;

/** Writes down at the receiver what has happened to the link since its papers were written. */
async function writePapers(world: World, link: Link): Promise<void> {
  const { linkId, giver, receiver } = link;
  const root = rootOf(receiver.tenantId);
  for (;;) {
    const paper = await world.store.read(root, peerPapers, { linkId });
    const known = paper?.doc.revision ?? 0;
    const news = link.untold.filter(({ revision }) => revision > known).slice(0, PORTION);
    const last = news.at(-1);
    if (last === undefined) return;
    // Of a request that was over before the receiver heard of it nobody there is told.
    const told = known === 0 && !isOpen(link) ? [] : news;
    const notices = told.flatMap((happening) =>
      noticesToReceiver(link, happening, newId()).map((notice) => ({ notice, at: happening.at })),
    );
    const given = isLive(link) && link.seats > 0 ? news.findLast(({ moves }) => moves) : undefined;
    const writes = [
      paperWrite(paper, { linkId, giver, revision: last.revision, newest: -link.requestedAt }),
      ...(await incomingWrites(world, link)),
      ...(given === undefined ? [] : await accountWrites(world, link, given)),
      ...news.map(({ doer, at, what, data }) =>
        tell({ personId: receiversPerson(doer), actId: doer.actId }, at, what, {
          linkId,
          ...data,
        }),
      ),
      ...notices.flatMap(({ notice, at }) => [
        announcement(notice, at),
        ...(notice.what === 'peer-requested' ? [ticketWrite(notice, at)] : []),
      ]),
    ];
    const { outcome } = await world.store.commit(root, writes);
    if (outcome === 'committed' && last.revision === link.revision) return;
  }
}

const ticketWrite = (notice: Extract<PeerNotice, { what: 'peer-requested' }>, at: Instant) =>
  create(peerTickets, ticketOf(notice, at));

const paperWrite = (
  before: Held<PeerPaper> | null,
  { giver: { tenantId, buckets }, ...paper }: PeerPaper,
): AnyWrite => {
  const after = { ...paper, giver: { tenantId, buckets } };
  return before === null ? create(peerPapers, after) : replace(peerPapers, after, before.version);
};

/**
 * Writes down at the receiver that there is to be a link, before there is: so it shows there from its first commit on.
 * Papers on a link that never came to be are as if they were not there.
 */
export async function pointTo(world: World, link: Link): Promise<void> {
  const { linkId, giver, receiver, requestedAt } = link;
  const root = rootOf(receiver.tenantId);
  for (;;) {
    if ((await world.store.read(root, peerPapers, { linkId })) !== null) return;
    const { outcome } = await world.store.commit(root, [
      paperWrite(null, { linkId, giver, revision: 0, newest: -requestedAt }),
      ...(await incomingWrites(world, link)),
    ]);
    if (outcome === 'committed') return;
  }
}

/**
 * Writes down at the receiver from where it is about to receive seats, before it does: from the instant at which the link
 * gives them they count.
 */
export async function expectSeats(world: World, link: Link): Promise<void> {
  for (;;) {
    const writes = await incomingWrites(world, link);
    if (writes.length === 0) return;
    const { outcome } = await world.store.commit(rootOf(link.receiver.tenantId), writes);
    if (outcome === 'committed') return;
  }
}

/** What moves seats and is told within a second, unless an account changes its state by it or has no seat left. */
const DEFERRED: ReadonlySet<string> = new Set<HappeningKind>([
  'peer-requested',
  'peer-change-requested',
  'peer-accepted',
  'peer-rejected',
  'peer-withdrawn',
  'peer-lowered',
  'peer-deleted',
]);

/**
 * Follows a link that was changed just now: at once where somebody waits for what that brings (an account that becomes
 * Active or has nothing left, an access that is to be written down), else by the work that is due in a second.
 */
export async function followSoon(world: World, giver: Tenant, link: Link): Promise<Link> {
  const last = link.untold.at(-1);
  if (last === undefined) return link;
  const isDeferred =
    DEFERRED.has(last.what) && !(last.moves && (await isPressing(world, link, last)));
  return isDeferred ? link : followLink(world, giver, link.linkId);
}

/** Whether the receiver is to become Active, or one of the two may meet its limit by the seats that moved. */
async function isPressing(world: World, link: Link, { data }: Happening): Promise<boolean> {
  const { giver, receiver, seats, wanted } = link;
  const amounts = [seats, wanted?.seats, data['before'], data['asked']];
  const moved = Math.max(...amounts.map((amount) => (typeof amount === 'number' ? amount : 0)));
  // What is only set aside moves nothing at the receiver.
  const hasReceived = seats > 0 || Number(data['before'] ?? 0) > 0;
  if (!hasReceived) return isNearLimit(world, giver, moved);
  const account = await world.store.read(rootOf(receiver.tenantId), accounts, {});
  if (seats > 0 && account?.doc.state !== 'Active') return true;
  const near = await Promise.all([giver, receiver].map((side) => isNearLimit(world, side, moved)));
  return near.includes(true);
}

/** Whether an account, as it was last judged, is at its limit or would be with so many seats less. */
async function isNearLimit(world: World, side: Tenant, seats: number): Promise<boolean> {
  const [held, used] = await Promise.all([
    world.store.read(rootOf(side.tenantId), limits, {}),
    seatsUsed(world, side),
  ]);
  if (held === null || held.doc.window !== null) return true;
  const { capacity } = held.doc;
  return capacity !== null && used + seats >= capacity;
}

/**
 * Brings the receiver in line with a link, has both sides' limits judged where seats moved and notices handed out, and
 * notes last that there is nothing left to tell. Every step bears repeating; where it is cut short, `peersWork` goes on.
 * @returns the link as it is then
 */
export async function followLink(world: World, giver: Tenant, linkId: string): Promise<Link> {
  const root = rootOf(giver.tenantId);
  for (;;) {
    const held = await world.store.read(root, peerLinks, { linkId });
    if (held === null) throw new Error('A link is not where it should be.');
    const link = linkOf(held.doc);
    if (link.untold.length === 0) return link;
    await writePapers(world, link);
    const { untold, receiver } = link;
    if (untold.some((one) => noticeToGiver(link, one) !== null)) await announceSoon(world, giver);
    if (untold.some((one) => noticesToReceiver(link, one, '').length > 0))
      await announceSoon(world, receiver);
    if (untold.some(({ what }) => what === 'peer-catalog-shared'))
      await receiveCatalogs(world, link);
    if (untold.some(({ moves }) => moves))
      await Promise.all([reconsider(world, giver), reconsider(world, receiver)]);
    const told = { ...link, untold: [] };
    const { outcome } = await world.store.commit(root, [
      replace(peerLinks, keptOf(told), held.version),
    ]);
    if (outcome === 'committed') return told;
  }
}
