import type { TenantId } from '../../kernel/ids.ts';
import type { Place, TenantSubscription } from './places.ts';

/** What a tenant's papers on a subscription are to become, and what has happened since they were written. */
export interface Followed {
  readonly papers: TenantSubscription;
  /** It became active here, as of the papers' epoch. */
  readonly arrived: boolean;
  /** It moved to another tenant. */
  readonly left: boolean;
}

/**
 * How a tenant's papers follow the place of the subscription: it has come, it has gone, or both; null where the papers
 * say what the place says. An activation that is still wished for stays a wish.
 */
export function papersAfter(
  papers: TenantSubscription,
  place: Place,
  tenantId: TenantId,
): Followed | null {
  if (place.tenantId === null) return null;
  const isHere = place.tenantId === tenantId;
  const stay = place.left.findLast((former) => former.tenantId === tenantId);
  const epoch = isHere ? place.epoch : Math.max(papers.epoch, stay?.epoch ?? 0);
  const arrived = epoch > papers.epoch;
  const wasHere = papers.epoch > 0 && papers.endedHereAt === null;
  const left = !isHere && stay !== undefined && (arrived || wasHere);
  const isFulfilled = isHere && papers.wish !== null;
  if (!arrived && !left && !isFulfilled) return null;

  const { plan, seats, months, startsAt, endsAt } = place;
  const { organisation, contact, personId } = papers.wish ?? {
    ...papers,
    personId: papers.activatedBy,
  };
  return {
    papers: {
      ...papers,
      ...{ epoch, plan, seats, months, startsAt, endsAt },
      ...(arrived
        ? {
            ...{ organisation, contact, activatedBy: personId },
            activatedAt: isHere ? place.since : (stay?.leftAt ?? papers.activatedAt),
          }
        : {}),
      wish: isHere ? null : papers.wish,
      endedHereAt: left ? stay.leftAt : isHere ? null : papers.endedHereAt,
    },
    arrived,
    left,
  };
}
