import { AppError, invalid } from '../../kernel/errors.ts';
import { planAt } from '../../limits/rules/capacity.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { sourcesOf } from '../../subscriptions/actions/sources.ts';
import { phaseAfter, reservedOn, type Link, type LinkAct } from '../rules/link.ts';
import { accepted, dropped } from '../rules/moves.ts';
import { notCovered, notNamed, notSoAnyMore, otherSide } from '../rules/refusals.ts';
import { findLink } from './finding.ts';
import { expectSeats } from './follow.ts';
import { changeLink, type LinkChange } from './links.ts';
import { sharableNow } from './shares.ts';

/** Refuses whoever may not decide, and what cannot be decided any more; decided is decided once (P-4). */
function mayDecide(link: Link, personId: string | null, act: LinkAct, seen: Seen): void {
  if (phaseAfter(link.phase, act) === null) throw notSoAnyMore(link);
  if (link.wanted?.adminId !== personId) throw notNamed();
  const isSeen = seen.requestedAt === null || seen.requestedAt === link.wanted.requestedAt;
  if (!isSeen) throw notSoAnyMore(link);
}

/** Which request somebody decides: one that was made at this instant; null: whichever is open. */
export interface Seen {
  readonly requestedAt: Instant | null;
}

/** A request of the receiver's that its named administrator is to decide. */
async function undecided(
  world: World,
  tenant: Tenant,
  linkId: string,
  personId: string | null,
  actId: string,
  act: LinkAct,
  seen: Seen,
): Promise<Link> {
  const { link, side } = await findLink(world, tenant, linkId);
  if (side !== 'receiver') throw notNamed();
  if (link.lastActId !== actId) mayDecide(link, personId, act, seen);
  return link;
}

/** An account pays by one plan: seats are of no use to one that pays by active users. */
async function checkPlan(world: World, tenant: Tenant, link: Link): Promise<void> {
  if (reservedOn(link) === 0) return;
  const sources = await sourcesOf(world, tenant);
  if (planAt(sources, world.clock.now()) !== 'mau') return;
  throw new AppError(
    'plan-clash',
    'Your account is billed by monthly active users and has no use for seats. Ask for a request without seats, or reject this one.',
  );
}

/**
 * Writes down at the receiver from where it is about to receive seats, before it does: from the instant at which the link
 * gives them they count.
 */
const expectFrom = (world: World, link: Link): Promise<void> =>
  reservedOn(link) === 0 ? Promise.resolve() : expectSeats(world, link);

const decided = (link: Link): LinkChange['data'] => ({
  asked: link.wanted?.seats ?? 0,
  isChange: link.phase === 'changing',
});

/**
 * The named administrator accepts a request or a change (P-3, P-4): seats and reports are given in one commit of the
 * giver's root, and only if its purchased seats cover them as it stands there (P-9).
 * @param consent lets the user report be seen, where it was asked for
 * @throws AppError `not-found`, `peer-not-named`, `peer-state`, `plan-clash`, `seats-not-available`, `invalid-input`
 */
export async function acceptPeer(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  { consent, ...seen }: Seen & { readonly consent: boolean },
): Promise<Link> {
  const { personId, actId } = actor;
  const found = await undecided(world, tenant, linkId, personId, actId, 'accept', seen);
  await checkPlan(world, tenant, found);
  await expectFrom(world, found);
  const doer = { side: 'receiver', ...actor } as const;
  return changeLink(world, found.giver, linkId, doer, async ({ link, sharing, now }) => {
    mayDecide(link, personId, 'accept', seen);
    if (consent && link.wanted?.permissions.users !== true) {
      throw invalid(
        '/consent',
        'not-asked',
        'The request does not ask for the user report, so there is nothing to consent to. Leave it out.',
      );
    }
    if (reservedOn(link) > 0) {
      const purchased = await sharableNow(world, link.giver.tenantId);
      if (sharing.shared + sharing.reserved > purchased) throw notCovered();
    }
    return {
      link: accepted(link, consent, sharing.counter + 1, now),
      what: 'peer-accepted',
      data: { ...decided(link), ...link.wanted?.permissions, consent },
    };
  });
}

/**
 * The named administrator rejects a request or a change: nothing is granted, and its seats are the giver's again (PA-11).
 * @throws AppError `not-found`, `peer-not-named`, `peer-state`
 */
export async function rejectPeer(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
  seen: Seen,
): Promise<Link> {
  const { personId, actId } = actor;
  const found = await undecided(world, tenant, linkId, personId, actId, 'reject', seen);
  const doer = { side: 'receiver', ...actor } as const;
  return changeLink(world, found.giver, linkId, doer, ({ link, now }) => {
    mayDecide(link, personId, 'reject', seen);
    return {
      link: dropped(link, 'reject', now),
      what: 'peer-rejected',
      data: decided(link),
    };
  });
}

/**
 * The account that asked takes its request back, or a change of a link that is live (PA-13).
 * @throws AppError `not-found`, `peer-other-side`, `peer-state`
 */
export async function withdrawPeer(
  world: World,
  tenant: Tenant,
  actor: Actor,
  linkId: string,
): Promise<Link> {
  const { side } = await findLink(world, tenant, linkId);
  if (side !== 'giver') throw otherSide('giver');
  return changeLink(world, tenant, linkId, { side, ...actor }, ({ link, now }) => {
    if (phaseAfter(link.phase, 'withdraw') === null) throw notSoAnyMore(link);
    return {
      link: dropped(link, 'withdraw', now),
      what: 'peer-withdrawn',
      data: decided(link),
    };
  });
}
