import { notFound } from '../../kernel/errors.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerLinks, peerPapers } from '../kinds.ts';
import type { Link } from '../rules/link.ts';
import { linkOf } from './kept.ts';

/** A link, and on which side of it an account stands. */
export interface FoundLink {
  readonly link: Link;
  readonly side: 'giver' | 'receiver';
}

/** A link as its giver's root has it; null where there is none. */
export async function readLink(
  { store }: Pick<World, 'store'>,
  giver: Pick<Tenant, 'tenantId'>,
  linkId: string,
): Promise<Link | null> {
  const held = await store.read(rootOf(giver.tenantId), peerLinks, { linkId });
  return held === null ? null : linkOf(held.doc);
}

/**
 * A link of the tenant's, given or received. Another's is not found, like one that does not exist.
 * @throws AppError `not-found`
 */
export async function findLink(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  linkId: string,
): Promise<FoundLink> {
  const [given, paper] = await Promise.all([
    readLink(world, tenant, linkId),
    world.store.read(rootOf(tenant.tenantId), peerPapers, { linkId }),
  ]);
  if (given !== null) return { link: given, side: 'giver' };
  const received = paper === null ? null : await readLink(world, paper.doc.giver, linkId);
  if (received === null) throw notFound('peer account');
  return { link: received, side: 'receiver' };
}

/** Links that an account gives on, by their ids; those that it has not are left out. */
export async function linksById(
  { store }: Pick<World, 'store'>,
  giver: Pick<Tenant, 'tenantId'>,
  linkIds: readonly string[],
): Promise<ReadonlyMap<string, Link>> {
  const keys = [...new Set(linkIds)].map((linkId) => ({ linkId }));
  const found = await store.readMany(rootOf(giver.tenantId), peerLinks, keys);
  return new Map(
    found.flatMap((held) => (held === null ? [] : [[held.doc.linkId, linkOf(held.doc)]])),
  );
}
