import { AppError } from '../../kernel/errors.ts';
import type { Instant } from '../../kernel/time.ts';
import { countingAt } from '../../limits/rules/capacity.ts';
import type { Learning } from '../../limits/rules/standing.ts';
import { isTenantAdmin, type Role } from '../rules.ts';
import type { AccountReason, Standing } from './account-states.ts';
import type { Source } from './places.ts';

/**
 * Whether somebody with these roles gets in (B-2): everybody unless the account is Inactive; then, after the customer's
 * own deactivation, the owner alone, else any administrator of the tenant.
 */
export function mayEnter({ state, reason }: Standing, roles: ReadonlySet<Role>): boolean {
  if (state !== 'Inactive') return true;
  return reason === 'deactivated' ? roles.has('owner') : isTenantAdmin(roles);
}

const INACTIVE_BECAUSE: Readonly<Record<AccountReason, string>> = {
  moved: 'its subscription is active on another tenant now',
  expired: 'its subscription has ended',
  'trial-ended': 'its trial has ended and nothing was activated',
  deactivated: 'it was deactivated',
  payment: 'its orders were not paid',
  'seats-withdrawn': 'the seats that it had received were taken back',
};

/** The refusal of everybody who may not enter an account that is Inactive, with the reason. */
export function accountInactive({ reason }: Standing): AppError {
  const because = reason === null ? '' : `: ${INACTIVE_BECAUSE[reason]}`;
  const who = reason === 'deactivated' ? 'Its owner' : 'One of its administrators';
  return new AppError(
    'account-inactive',
    `The Headcount account of this organisation is inactive${because}. ${who} can open it and activate a subscription.`,
    { reason },
  );
}

/** Why learning is not open: more people count than there are seats, or what ended the account's last subscription. */
export type LearningReason = 'limit' | AccountReason;

/** How learning stands, and by what. */
export interface LearningFacts {
  readonly learning: Learning;
  readonly account: Standing;
  readonly sources: readonly Source[];
}

/** Why learning is closed to new seats or stopped (G-3, G-4); null while it is open. */
export function learningReasonOf(
  { learning, account, sources }: LearningFacts,
  now: Instant,
): LearningReason | null {
  if (learning === 'open') return null;
  if (account.state === 'Inactive') return account.reason;
  if (learning === 'no-new-seats' || countingAt(sources, now).length > 0) return 'limit';
  return sources.length > 0 ? 'expired' : 'moved';
}

/** The refusal of a learner while learning is stopped (G-3). */
export const learningStopped = (reason: LearningReason | null): AppError =>
  new AppError(
    'learning-stopped',
    reason === 'limit'
      ? 'Learning is stopped: more people use the learning subscription of this organisation than it has seats. Your courses and progress are kept. Ask an administrator of your learning system.'
      : 'Learning is stopped: the learning subscription of this organisation is not active. Your courses and progress are kept. Ask an administrator of your learning system.',
    { reason },
  );
