import type { z } from 'zod';
import type { Call, Caller } from '../../http/route.ts';
import { toIso, toIsoOrNull } from '../../kernel/time.ts';
import { mayOf, readPeer, type ShownLink } from '../actions/listing.ts';
import type { peerShape } from '../contract.ts';
import { isLive, reservedOn, stateOf } from '../rules/link.ts';

/** A link as the wire shows it to one of its sides. */
export function view(shown: ShownLink, { personId }: Caller): z.infer<typeof peerShape> {
  const { link, side, seats, used, catalogs } = shown;
  const { wanted } = link;
  return {
    id: link.linkId,
    direction: side === 'giver' ? 'given' : 'received',
    subdomain: side === 'giver' ? link.receiver.subdomain : link.giver.subdomain,
    state: stateOf(link),
    ...{ seats, seatsUsed: used, reserved: reservedOn(link) },
    permissions: isLive(link) ? link.permissions : { training: false, users: false },
    consent: link.consent,
    request:
      wanted === null
        ? null
        : {
            isChange: link.phase === 'changing',
            seats: wanted.seats,
            permissions: wanted.permissions,
            adminEmail: wanted.adminEmail,
            requestedAt: toIso(wanted.requestedAt),
            adminLost: wanted.adminLost,
          },
    may: mayOf(shown, personId),
    catalogs: catalogs.map(({ catalogId, name, sharedAt }) => ({
      ...{ catalogId, name, sharedAt: toIso(sharedAt) },
    })),
    requestedAt: toIso(link.requestedAt),
    decidedAt: toIsoOrNull(link.decidedAt),
    endedAt: toIsoOrNull(link.endedAt),
    endedBy: link.endedBy,
  };
}

/** The answer of an act on a link: how it stands then. */
export async function standing<P, Q, B>({ world, caller }: Call<P, Q, B>, linkId: string) {
  return { status: 200, body: view(await readPeer(world, caller.tenant, linkId), caller) };
}
