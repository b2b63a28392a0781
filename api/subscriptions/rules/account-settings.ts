import { AppError, invalid } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { ZoneFrom } from '../../usage/rules/calendar.ts';
import type { Account, Role } from '../rules.ts';

/** Somebody to speak with. */
export interface AccountContact {
  readonly name: string;
  readonly email: string;
  readonly telephone: string | null;
}

/** What an account's administrators have set. */
export interface AccountSettings {
  /** The IANA name of the zone in which the account's months are counted (M-1). */
  readonly timeZone: string;
  /** Since which month it acts, and what acted before; null as long as none was set. */
  readonly zones: readonly ZoneFrom[] | null;
  /** Whom to speak with about the subscription, and about money; null where nobody is named. */
  readonly contacts: {
    readonly subscription: AccountContact | null;
    readonly billing: AccountContact | null;
  };
}

/** As long as nothing was set. */
export const UNSET: AccountSettings = {
  timeZone: 'UTC',
  zones: null,
  contacts: { subscription: null, billing: null },
};

/** The zones that acted and act on the account's months, the earliest first. */
export const zonesOf = ({
  timeZone,
  zones,
}: Pick<AccountSettings, 'timeZone' | 'zones'>): readonly ZoneFrom[] =>
  zones ?? [{ from: null, timeZone }];

/** The time zone's own name, or the refusal of a text that is none. */
export function asTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw invalid(
      '/timeZone',
      'invalid_value',
      'Must be a time zone by its IANA name, such as Europe/Amsterdam or UTC.',
    );
  }
}

/** Somebody who hands the account over, or takes it. */
export interface HandOver {
  readonly callerId: PersonId;
  readonly roles: ReadonlySet<Role>;
  readonly newOwnerId: PersonId;
  /** Whether the new owner is known to be an administrator. */
  readonly isAdmin: boolean;
  /** Whether the directory says that the owner's account is deleted or does not exist. */
  readonly ownerIsGone: boolean;
}

/** Whether it is a global administrator who takes the account, and not the owner who hands it over. */
export const isTaking = (
  { ownerId }: Pick<Account, 'ownerId'>,
  { callerId, newOwnerId, roles }: Pick<HandOver, 'callerId' | 'newOwnerId' | 'roles'>,
): boolean => callerId !== ownerId && newOwnerId === callerId && roles.has('globalAdmin');

/**
 * Refuses a hand-over that A-1 does not know: the owner hands the account to another administrator, and a global
 * administrator takes it when the owner's directory account is gone.
 * @throws AppError `role-missing`, `invalid-input`
 */
export function mayHandOver(account: Pick<Account, 'ownerId'>, handOver: HandOver): void {
  if (isTaking(account, handOver) && handOver.ownerIsGone) return;
  if (handOver.callerId !== account.ownerId) {
    throw new AppError(
      'role-missing',
      'Only the owner hands the account over. Ask the owner; when the owner’s directory account is deleted, a global administrator takes it over by naming themselves.',
    );
  }
  if (!handOver.isAdmin) {
    throw invalid(
      '/ownerId',
      'no-administrator',
      'Must be an administrator of this organisation who has opened Headcount in the last 90 days. Ask them to open it once, then try again.',
    );
  }
}
