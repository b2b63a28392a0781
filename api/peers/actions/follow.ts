import { tell } from '../../audit/actions.ts';
import { newId } from '../../kernel/ids.ts';
import { reconsider } from '../../limits/actions/reconsider.ts';
import type { Instant } from '../../kernel/time.ts';
import { announcement, announceSoon } from '../../notifications/actions/announce.ts';
import type { PeerNotice } from '../../notifications/rules/peer-notices.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import { accountAfter } from '../../subscriptions/rules/account-states.ts';
import { peerLinks, peerPapers, peerTickets, sharings, type PeerPaper } from '../kinds.ts';
import { ticketOf } from '../rules/ticket.ts';
import { noticesToReceiver, noticeToGiver } from '../rules/happenings.ts';
import { isLive, isOpen, type Happening, type Link } from '../rules/link.ts';
import { keptOf, linkOf, sharingWrite } from './kept.ts';
import { receiveCatalogs } from './received-catalogs.ts';
import { NOTHING_YET } from './shares.ts';

/** So many happenings are told in one commit; each is two writes at most. */
const PORTION = 40;

/** The write by which the receiver knows where it receives seats from; none where it knows already. */
async function incomingWrites({ store }: World, link: Link): Promise<AnyWrite[]> {
  const { linkId, giver, receiver } = link;
  const held = await store.read(rootOf(receiver.tenantId), sharings, {});
  const { incoming } = held?.doc ?? NOTHING_YET;
  const isKnown = incoming.some((one) => one.linkId === linkId);
  const gives = link.seats > 0 || (link.wanted?.seats ?? 0) > 0;
  const isWanted = isOpen(link) && (gives || isKnown);
  if (isKnown === isWanted) return [];
  const { tenantId, buckets } = giver;
  const others = incoming.filter((one) => one.linkId !== linkId);
  const after = isWanted ? [...others, { linkId, giver: { tenantId, buckets } }] : others;
  return [sharingWrite({ ...(held?.doc ?? NOTHING_YET), incoming: after }, held)];
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
    // Of a request that was over before the receiver heard of it, it hears nothing.
    if (last === undefined || (paper === null && !isOpen(link))) return;
    const notices = news.flatMap((happening) =>
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
