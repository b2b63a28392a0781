import type { Actor, Tenant, World } from '../../ports/world.ts';
import { isLive, phaseAfter, type Link } from '../rules/link.ts';
import { deleted } from '../rules/moves.ts';
import { notNamed, notSoAnyMore, otherSide } from '../rules/refusals.ts';
import { findLink } from './finding.ts';
import { changeLink } from './links.ts';

/**
 * Deletes a peer account, from either side (P-6): its seats are the giver's again from that commit on, its reports and
 * consent end with it, and the other direction is not touched (PA-19). A request that is not decided yet only whoever sent
 * it deletes: the other side rejects it. A deleted one stays so.
 * @throws AppError `not-found`, `peer-state`, `peer-other-side`
 */
export async function deletePeer(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
): Promise<Link> {
  const { link: found, side } = await findLink(world, tenant, linkId);
  if (found.phase === 'pending' && side === 'receiver') throw otherSide('giver');
  return changeLink(world, found.giver, linkId, { side, ...actor }, ({ link, now }) => {
    if (link.phase === 'deleted') return null;
    if (phaseAfter(link.phase, 'delete') === null) throw notSoAnyMore(link);
    return {
      link: deleted(link, now, side),
      what: 'peer-deleted',
      data: { before: link.seats },
    };
  });
}

/**
 * Consents to the user report, or takes the consent back (P-3). Whoever was named to decide gives it; any administrator
 * of that side takes it back.
 * @throws AppError `not-found`, `peer-other-side`, `peer-not-named`, `peer-state`
 */
export async function consentToPeer(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  consent: boolean,
): Promise<Link> {
  const { link: found, side } = await findLink(world, tenant, linkId);
  if (side !== 'receiver') throw otherSide('receiver');
  return changeLink(world, found.giver, linkId, { side, ...actor }, ({ link }) => {
    if (!isLive(link) || (consent && !link.permissions.users)) throw notSoAnyMore(link);
    if (consent && link.adminId !== actor.personId) throw notNamed();
    if (link.consent === consent) return null;
    return {
      link: { ...link, consent },
      what: consent ? 'peer-consent-given' : 'peer-consent-withdrawn',
      data: {},
    };
  });
}
