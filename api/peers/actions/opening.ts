import { notFound } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { replace } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerTickets } from '../kinds.ts';
import { isOpen } from '../rules/link.ts';
import { notSoAnyMore, ticketUsed } from '../rules/refusals.ts';
import { findLink, type FoundLink } from './finding.ts';

/**
 * Opens a request by the link of a notice, once, for the administrator named in it (PA-12). For anybody else there is no
 * such link.
 * @throws AppError `not-found`, `peer-link-used`; `peer-state` where the request is over
 */
export async function openTicket(
  world: World,
  tenant: Tenant,
  personId: PersonId,
  ticket: string,
): Promise<FoundLink> {
  const root = rootOf(tenant.tenantId);
  for (;;) {
    const held = await world.store.read(root, peerTickets, { ticket });
    if (held === null || held.doc.personId !== personId) throw notFound('link');
    const { linkId } = held.doc;
    if (held.doc.usedAt !== null) throw ticketUsed(linkId);
    const found = await findLink(world, tenant, linkId);
    if (!isOpen(found.link)) throw notSoAnyMore(found.link);
    const used = { ...held.doc, usedAt: world.clock.now() };
    const { outcome } = await world.store.commit(root, [replace(peerTickets, used, held.version)]);
    if (outcome === 'committed') return found;
  }
}
