import { idFrom } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { AddressBook } from '../../ports/address-book.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peerLinks } from '../kinds.ts';
import { changeLink } from './links.ts';
import { administratorsOf } from './naming.ts';

/** How often it is looked whether those who are to decide still may. */
const LOOK_EVERY_MS = DAY_MS;

/**
 * Tells the administrators of an account whose request waits for somebody who is no administrator any more (P-4): they
 * withdraw it and name another. Each is told of once.
 * @returns when to look again; null while nothing waits
 */
export async function noteLostAdmins(
  world: World,
  addressBook: AddressBook,
  giver: Tenant,
): Promise<Instant | null> {
  const asking = await allOf(world.store, rootOf(giver.tenantId), peerLinks, 'asking');
  for (const { doc } of asking) {
    const { linkId, receiver, wanted } = doc;
    if (wanted === null || wanted.adminLost) continue;
    const administrators = await administratorsOf(world, addressBook, receiver);
    if (administrators.has(wanted.adminId)) continue;
    const actId = idFrom('peer-admin-lost', linkId, wanted.adminId, String(wanted.requestedAt));
    const doer = { side: 'service', personId: null, actId } as const;
    await changeLink(world, giver, linkId, doer, ({ link }) =>
      link.wanted?.adminId !== wanted.adminId
        ? null
        : {
            link: { ...link, wanted: { ...link.wanted, adminLost: true } },
            what: 'peer-admin-lost',
            data: {},
          },
    );
  }
  return asking.length === 0 ? null : world.clock.now() + LOOK_EVERY_MS;
}
