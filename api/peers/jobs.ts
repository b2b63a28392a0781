import type { DueWork } from '../due/actions.ts';
import type { AddressBook } from '../ports/address-book.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { rootOf } from '../ports/partitions.ts';
import { allOf } from '../ports/reading.ts';
import { followLink } from './actions/follow.ts';
import { linkOf } from './actions/kept.ts';
import { noteLostAdmins } from './actions/lost-admins.ts';
import { receiveCatalogs } from './actions/received-catalogs.ts';
import { settleShares } from './actions/settle.ts';
import { peerLinks } from './kinds.ts';
import { PEERS } from './rules/link.ts';

/** How often shared catalogs are brought up to date, whether or not anything was told of them. */
const REFRESH_EVERY_MS = HOUR_MS;

/**
 * Finishes what acts on an account's links have left undone, takes back what the account cannot cover any more (P-6), and
 * looks once a day whether those who are to decide still may (P-4). What was added to shared catalogs comes to the
 * receivers at once, and within the hour where a stop kept it from being told.
 */
export const peersWork = (addressBook: AddressBook): DueWork => ({
  name: PEERS,
  async run(world, tenant) {
    const root = rootOf(tenant.tenantId);
    const untold = await allOf(world.store, root, peerLinks, 'untold');
    for (const { doc } of untold) await followLink(world, tenant, doc.linkId);
    await settleShares(world, tenant);
    const sharing = await allOf(world.store, root, peerLinks, 'sharing');
    for (const { doc } of sharing) await receiveCatalogs(world, linkOf(doc));
    const refreshAt = sharing.length === 0 ? null : world.clock.now() + REFRESH_EVERY_MS;
    const lookAt = await noteLostAdmins(world, addressBook, tenant);
    // An hour from now is sooner than a day.
    return refreshAt ?? lookAt;
  },
});
