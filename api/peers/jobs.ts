import type { DueWork } from '../due/actions.ts';
import type { AddressBook } from '../ports/address-book.ts';
import { rootOf } from '../ports/partitions.ts';
import { allOf } from '../ports/reading.ts';
import { followLink } from './actions/follow.ts';
import { noteLostAdmins } from './actions/lost-admins.ts';
import { settleShares } from './actions/settle.ts';
import { peerLinks } from './kinds.ts';
import { PEERS } from './rules/link.ts';

/**
 * Finishes what acts on an account's links have left undone, takes back what the account cannot cover any more (P-6), and
 * looks once a day whether those who are to decide still may (P-4).
 */
export const peersWork = (addressBook: AddressBook): DueWork => ({
  name: PEERS,
  async run(world, tenant) {
    const untold = await allOf(world.store, rootOf(tenant.tenantId), peerLinks, 'untold');
    for (const { doc } of untold) await followLink(world, tenant, doc.linkId);
    await settleShares(world, tenant);
    return noteLostAdmins(world, addressBook, tenant);
  },
});
