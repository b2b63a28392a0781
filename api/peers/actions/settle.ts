import { idFrom, newId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerLinks } from '../kinds.ts';
import { shrinkings, type Shrinking } from '../rules/covering.ts';
import { isOpen, type Link } from '../rules/link.ts';
import { deleted, dropped, lowered } from '../rules/moves.ts';
import { linkOf } from './kept.ts';
import { changeLink, type LinkChange } from './links.ts';
import { readSharing, sharableNow } from './shares.ts';

/** The links of a giver that hold seats. */
async function holdingOf({ store }: World, { tenantId }: Tenant): Promise<Link[]> {
  const root = rootOf(tenantId);
  const giving = await allOf(store, root, peerLinks, 'giving');
  const asking = await allOf(store, root, peerLinks, 'asking');
  const held = new Map([...giving, ...asking].map(({ doc }) => [doc.linkId, linkOf(doc)]));
  return [...held.values()];
}

/** What P-6 makes of a link. One that gives nothing any more is over. */
function shrunk(link: Link, step: Shrinking, now: number): LinkChange {
  const { seats: before, permissions } = link;
  if (step.act === 'release') {
    const data = { asked: link.wanted?.seats ?? 0 };
    return { link: dropped(link, 'release', now), what: 'peer-released', data };
  }
  const { seats } = step;
  if (seats === 0 && !permissions.training && !permissions.users) {
    return { link: deleted(link, now, 'not-covered'), what: 'peer-deleted', data: { before } };
  }
  const data = { before, seats, ...permissions };
  return { link: lowered(link, { seats, permissions }), what: 'peer-lowered', data };
}

/**
 * Brings what an account shares in line with what it has (P-6): requests are released and links lowered, the newest first,
 * one commit each, and both sides are told. An account that is inactive has nothing to share. Repeats change nothing.
 */
export async function settleShares(world: World, giver: Tenant): Promise<void> {
  for (;;) {
    const { shared, reserved } = await readSharing(world, giver.tenantId);
    if (shared + reserved <= (await sharableNow(world, giver.tenantId))) return;
    const first = await nextStep(world, giver);
    if (first === undefined) return;
    const actId = idFrom('peer-settlement', first.linkId, newId());
    const doer = { side: 'service', personId: null, actId } as const;
    await changeLink(world, giver, first.linkId, doer, async ({ link, now }) => {
      const step = await nextStep(world, giver);
      if (step?.linkId !== link.linkId || !isOpen(link)) return null;
      return shrunk(link, step, now);
    });
  }
}

async function nextStep(world: World, giver: Tenant): Promise<Shrinking | undefined> {
  const holding = await holdingOf(world, giver);
  return shrinkings(holding, await sharableNow(world, giver.tenantId))[0];
}
