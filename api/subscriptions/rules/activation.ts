import { AppError } from '../../kernel/errors.ts';
import type { KeyFault } from '../../kernel/activation-key.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { dayOf, HOUR_MS, SECOND_MS, toIso, type Instant } from '../../kernel/time.ts';
import { countsUntil } from '../../limits/rules/capacity.ts';
import type { Place, Plan, Source, TakenPlace } from './places.ts';
import { termFrom } from './term.ts';

/** A tenant that a subscription comes to. */
interface Taker {
  readonly tenantId: TenantId;
  readonly buckets: number;
}

const refused = (
  code: 'key-mistyped' | 'key-unknown' | 'key-revoked' | 'key-expired',
  detail: string,
): AppError => new AppError(code, detail, { errors: [{ path: '/key', code, message: detail }] });

/** The refusal of a text that is no key, in words that say where to look. */
export function mistyped(fault: KeyFault): AppError {
  switch (fault.fault) {
    case 'length':
      return refused(
        'key-mistyped',
        `An activation key has 25 letters and digits in five groups; this one has ${fault.digits}. Copy it again in full.`,
      );
    case 'digit':
      return refused(
        'key-mistyped',
        `Group ${fault.group} of the key holds "${fault.digit}", which no key holds. Compare that group with the key that you were given.`,
      );
    case 'check':
      return refused(
        'key-mistyped',
        'One letter or digit of the key is mistyped, or two have changed places. Compare it with the key that you were given, group by group.',
      );
  }
}

/** The refusal of a key that nobody issued. */
export const unknownKey = (): AppError =>
  refused(
    'key-unknown',
    'There is no such activation key. Compare it with the key that you were given; if it is the same, ask whoever sent it.',
  );

/**
 * Refuses what a key cannot do: whether its subscription may become active on the tenant, coming from where it is (G-6).
 * @throws AppError `key-revoked`, `key-expired`, `subscription-active-elsewhere`
 */
export function mayActivate(
  place: Place,
  tenantId: TenantId,
  confirmMove: boolean,
  now: Instant,
): void {
  if (place.revokedAt !== null) {
    throw refused(
      'key-revoked',
      'This activation key was revoked and cannot be used any more. Ask whoever sent it for another one.',
    );
  }
  if (place.tenantId === tenantId) return;
  if (place.endsAt === null && place.lapsesAt <= now) {
    throw refused(
      'key-expired',
      `This activation key had to be activated by ${dayOf(place.lapsesAt)}. Ask whoever sent it for another one.`,
    );
  }
  if (place.endsAt !== null && place.endsAt <= now) {
    throw refused(
      'key-expired',
      `The subscription of this activation key ended on ${dayOf(place.endsAt)}. Renew it, then activate the new key.`,
    );
  }
  if (place.tenantId !== null && !confirmMove) {
    throw new AppError(
      'subscription-active-elsewhere',
      'This subscription is active on another tenant, and can be active on one only. With confirmMove true it moves here: it ends there at once, and the administrators of both are told.',
      { errors: [{ path: '/confirmMove', code: 'required', message: 'Confirm that it moves.' }] },
    );
  }
}

const PLAN_WORDS: Readonly<Record<Plan, string>> = {
  seats: 'the seats plan',
  mau: 'the plan of monthly active users',
};

/**
 * Refuses a plan that is not the account's. A subscription has its say until its seats cease to count.
 * @throws AppError `plan-clash`
 */
export function mayHavePlan(plan: Plan, sources: readonly Source[], now: Instant): void {
  const others = sources.filter((source) => source.plan !== plan && countsUntil(source) > now);
  const [other] = others;
  if (other === undefined) return;
  const until = Math.max(...others.map(countsUntil));
  if (!Number.isFinite(until))
    throw new AppError(
      'plan-clash',
      `This key is for ${PLAN_WORDS[plan]}, but the account has orders of ${PLAN_WORDS[other.plan]}, which renew by themselves, and it has one plan at a time. Ask for a key of ${PLAN_WORDS[other.plan]}, or deactivate the orders first (POST /api/account/deactivation).`,
      { plan: other.plan },
    );
  throw new AppError(
    'plan-clash',
    `This key is for ${PLAN_WORDS[plan]}, but the account has ${PLAN_WORDS[other.plan]}, and it has one plan at a time. Ask for a key of ${PLAN_WORDS[other.plan]}, or activate this one when the running subscription no longer counts, from ${dayOf(until)} on.`,
    { plan: other.plan, until: toIso(until) },
  );
}

/** The place once the subscription has come to a tenant. */
export function placeTaken(place: Place, { tenantId, buckets }: Taker, now: Instant): TakenPlace {
  const taken = { ...place, tenantId, buckets, epoch: place.epoch + 1, since: now };
  if (place.tenantId === null) return { ...taken, ...termFrom(now, place.months) };
  const stay = {
    ...{ tenantId: place.tenantId, buckets: place.buckets, epoch: place.epoch },
    leftAt: now,
  };
  const { startsAt, endsAt } = place;
  return { ...taken, startsAt, endsAt, left: [...place.left, stay] };
}

/** The wrong keys that an account entered lately. */
export interface WrongKeys {
  readonly at: readonly Instant[];
}

const WRONG_KEYS_MAX = 10;
const WRONG_KEYS_WINDOW_MS = HOUR_MS;

/** The wrong keys that still matter. */
export const recentWrongKeys = ({ at }: WrongKeys, now: Instant): WrongKeys => ({
  at: at.filter((instant) => instant > now - WRONG_KEYS_WINDOW_MS),
});

/**
 * Refuses any key after ten wrong ones in an hour (B-10).
 * @throws AppError `too-many-wrong-keys`
 */
export function mayTryKey(wrong: WrongKeys, now: Instant): void {
  const recent = recentWrongKeys(wrong, now).at.toSorted((one, other) => one - other);
  const freeing = recent.at(-WRONG_KEYS_MAX);
  if (freeing === undefined) return;
  const retryAfterSeconds = Math.ceil((freeing + WRONG_KEYS_WINDOW_MS - now) / SECOND_MS);
  throw new AppError(
    'too-many-wrong-keys',
    `Ten wrong activation keys were entered for this account within an hour, so none is taken now. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes, with the key as it was sent.`,
    { retryAfterSeconds },
  );
}
