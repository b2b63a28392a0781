import type { Instant } from '../../kernel/time.ts';
import {
  isLive,
  phaseAfter,
  type Asked,
  type Link,
  type LinkAct,
  type Phase,
  type Wanted,
} from './link.ts';

/** What an act gives a link, beside the bookkeeping of revisions. */
export type Moved = Omit<Link, 'revision' | 'untold' | 'lastActId'>;

function phaseBy(link: Link, act: LinkAct): Phase {
  const phase = phaseAfter(link.phase, act);
  if (phase === null) throw new Error(`A link that is ${link.phase} cannot be acted on: ${act}.`);
  return phase;
}

const ended = (
  link: Link,
  phase: Phase,
  endedAt: Instant,
  endedBy: NonNullable<Link['endedBy']>,
): Moved => ({
  ...link,
  ...{ phase, seats: 0, consent: false, wanted: null, catalogs: [] },
  ...{ askNo: null, grantNo: null, endedAt, endedBy },
});

/** The request of a link, or of its change, is granted in full (P-3). */
export function accepted(link: Link, consent: boolean, grantNo: number, now: Instant): Moved {
  const { wanted } = link;
  if (wanted === null) throw new Error('A link without a request cannot be accepted.');
  const { seats, permissions, adminId } = wanted;
  return {
    ...link,
    ...{ phase: phaseBy(link, 'accept'), seats, permissions, adminId },
    consent: permissions.users && (link.consent || consent),
    ...{ wanted: null, askNo: null, grantNo: seats === 0 ? null : (link.grantNo ?? grantNo) },
    decidedAt: now,
  };
}

/** The request of a link, or of its change, is refused by the receiver, taken back by the giver, or not covered any more. */
export function dropped(link: Link, act: 'reject' | 'withdraw' | 'release', now: Instant): Moved {
  const phase = phaseBy(link, act);
  const decidedAt = act === 'reject' ? now : link.decidedAt;
  if (isLive({ phase })) return { ...link, phase, wanted: null, askNo: null, decidedAt };
  const endedBy = { reject: 'receiver', withdraw: 'giver', release: 'not-covered' } as const;
  return { ...ended(link, phase, now, endedBy[act]), decidedAt };
}

/** The link is over: its seats are the giver's again, reports and consent end (P-6). */
export const deleted = (link: Link, now: Instant, endedBy: NonNullable<Link['endedBy']>): Moved =>
  ended(link, phaseBy(link, 'delete'), now, endedBy);

/** The link gives less from now on. */
export function lowered(link: Link, to: Asked): Moved {
  const { seats, permissions } = to;
  return {
    ...link,
    ...{ phase: phaseBy(link, 'lower'), seats, permissions },
    consent: link.consent && permissions.users,
    grantNo: seats === 0 ? null : link.grantNo,
    // A request that did not ask for more seats does not begin to.
    wanted:
      link.wanted === null || link.wanted.seats > link.seats
        ? link.wanted
        : { ...link.wanted, seats: Math.min(link.wanted.seats, seats) },
  };
}

/** More is asked for on a live link (P-8). */
export const asking = (link: Link, wanted: Wanted, askNo: number): Moved => ({
  ...link,
  ...{ phase: phaseBy(link, 'ask'), wanted, askNo },
});
