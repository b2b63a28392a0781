import { tell } from '../../audit/actions.ts';
import { asksFor, makeDue } from '../../due/actions.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/time.ts';
import { announcement } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerLinks, sharings, type KeptLink, type Sharing } from '../kinds.ts';
import { noticeToGiver } from '../rules/happenings.ts';
import {
  PEERS,
  reservedOn,
  type Doer,
  type Happening,
  type HappeningKind,
  type Link,
} from '../rules/link.ts';
import type { Moved } from '../rules/moves.ts';
import { followSoon } from './follow.ts';
import { keptOf, linkOf, sharingWrite } from './kept.ts';
import { NOTHING_YET } from './shares.ts';

/** When what follows from an act is done: limits are judged, notices handed out. */
const FOLLOWED_AFTER_MS = SECOND_MS;
/** Longer than an act takes. */
const ACT_MAX_MS = MINUTE_MS;
/** When somebody looks whether an act was cut short; acts of the minute before that need not ask for it again. */
const LOOK_AGAIN_MS = 2 * ACT_MAX_MS;

/**
 * Makes a change of the giver's links, with the notes that they are to be looked at: soon, and when an act that begins now
 * must have ended. The second note is there before the change, for a process that ends in between; where it was there
 * already, the first one is written beside the change, and none where it was there too.
 */
async function expectingChange<T>(
  world: World,
  giver: Tenant,
  change: () => Promise<T>,
): Promise<T> {
  const now = world.clock.now();
  const soon = now + FOLLOWED_AFTER_MS;
  const asks = await asksFor(world, PEERS, giver);
  if (!asks.some((at) => at >= now + ACT_MAX_MS && at <= now + LOOK_AGAIN_MS)) {
    await makeDue(world, PEERS, giver, soon, now + LOOK_AGAIN_MS);
    return change();
  }
  const isSoon = asks.some((at) => at > now && at <= soon);
  const [made] = await Promise.all([
    change(),
    isSoon ? Promise.resolve() : makeDue(world, PEERS, giver, soon),
  ]);
  return made;
}

/** Only the notes: for a change that is made afterwards. */
export const expectChange = (world: World, giver: Tenant): Promise<void> =>
  expectingChange(world, giver, () => Promise.resolve());

/** What an act makes of a link. */
export interface LinkChange {
  readonly link: Moved;
  readonly what: HappeningKind;
  readonly data: Happening['data'];
}

/** A link and what its giver's links come to, as they were read together. */
export interface HeldLink {
  readonly link: Link;
  readonly sharing: Sharing;
  /** The instant of what is done now. */
  readonly now: Instant;
}

/** The link after a change that is committed now, with what is to be told of it. */
export function changed(before: Link | null, change: LinkChange, doer: Doer, at: number): Link {
  const revision = (before?.revision ?? 0) + 1;
  const { what, data } = change;
  const moves =
    (before?.seats ?? 0) !== change.link.seats ||
    (before === null ? 0 : reservedOn(before)) !== reservedOn(change.link);
  const happening: Happening = { revision, what, doer, at, moves, data };
  return {
    ...change.link,
    revision,
    untold: [...(before?.untold ?? []), happening],
    lastActId: doer.actId,
  };
}

/** The writes in the giver's root by which a link becomes what it is to be, with the figures that go with it. */
export function linkWrites(
  before: Held<KeptLink> | null,
  after: Link,
  sharing: Held<Sharing> | null,
): AnyWrite[] {
  const { doc: sums } = sharing ?? { doc: NOTHING_YET };
  const shared = sums.shared + after.seats - (before?.doc.seats ?? 0);
  const reserved =
    sums.reserved + reservedOn(after) - (before === null ? 0 : reservedOn(before.doc));
  const counter = Math.max(sums.counter, after.askNo ?? 0, after.grantNo ?? 0);
  const isMoved =
    before === null ||
    shared !== sums.shared ||
    reserved !== sums.reserved ||
    counter !== sums.counter;
  const last = after.untold.at(-1);
  if (last === undefined) throw new Error('A change of a link tells nothing.');
  const notice = noticeToGiver(after, last);
  const actor = {
    personId: last.doer.side === 'giver' ? last.doer.personId : null,
    actId: last.doer.actId,
  };
  return [
    before === null
      ? create(peerLinks, keptOf(after))
      : replace(peerLinks, keptOf(after), before.version),
    ...(isMoved ? [sharingWrite({ ...sums, shared, reserved, counter }, sharing)] : []),
    tell(actor, last.at, last.what, { linkId: after.linkId, ...last.data }),
    ...(notice === null ? [] : [announcement(notice, last.at)]),
  ];
}

/**
 * Changes a link: the giver's root decides in one commit, with the seats that move, the audit and what its administrators
 * are told; the receiver's papers follow, and what a stop leaves undone is done by `peersWork`. A repeat under the same
 * act changes nothing.
 * @param decide what becomes of it by how it stands; null where it stays as it is. Throws what refuses it
 */
export async function changeLink(
  world: World,
  giver: Tenant,
  linkId: string,
  doer: Doer,
  decide: (held: HeldLink) => Promise<LinkChange | null> | LinkChange | null,
): Promise<Link> {
  const made = await expectingChange(world, giver, () =>
    changedLink(world, giver, linkId, doer, decide),
  );
  return made.follows ? followSoon(world, giver, made.link) : made.link;
}

/** Changes a link in its giver's root; and whether there is something that the receiver's papers are to follow. */
async function changedLink(
  world: World,
  giver: Tenant,
  linkId: string,
  doer: Doer,
  decide: (held: HeldLink) => Promise<LinkChange | null> | LinkChange | null,
): Promise<{ readonly link: Link; readonly follows: boolean }> {
  const root = rootOf(giver.tenantId);
  for (;;) {
    const [held, sharing] = await Promise.all([
      world.store.read(root, peerLinks, { linkId }),
      world.store.read(root, sharings, {}),
    ]);
    if (held === null) throw new Error('A link is not where it should be.');
    const link = linkOf(held.doc);
    if (link.lastActId === doer.actId) return { link, follows: true };
    const now = world.clock.now();
    const change = await decide({ link, sharing: sharing?.doc ?? NOTHING_YET, now });
    if (change === null) return { link, follows: false };
    const after = changed(link, change, doer, now);
    const { outcome } = await world.store.commit(root, linkWrites(held, after, sharing));
    if (outcome === 'committed') return { link: after, follows: true };
  }
}
