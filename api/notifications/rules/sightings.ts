import type { PersonId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';
import type { Role } from '../../subscriptions/rules.ts';

/** That somebody signed in as an admin: how admins are known where the directory does not say who they are. */
export interface Sighting {
  readonly personId: PersonId;
  readonly roles: readonly Role[];
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
}

/** Whoever has not signed in as an admin for so long is no longer taken for one. */
export const SIGHTING_KEPT_MS = 90 * DAY_MS;

/** A sighting is written down anew only after so long, or where the roles are others. */
export const SIGHTING_FRESH_MS = DAY_MS;

const NOTED: readonly Role[] = ['globalAdmin', 'lmsAdmin'];

/** What of a person's roles is written down; the owner stands in the account. */
export const notedRoles = (roles: ReadonlySet<Role>): Role[] =>
  NOTED.filter((role) => roles.has(role));
