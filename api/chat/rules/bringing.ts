import type { PersonId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';

/** Whether a tenant lets Headcount install its app for administrators who have not done so. */
export type BringingState = 'permitted' | 'consent-missing' | 'not-in-catalog';

/** What was last found out about that. */
export interface Bringing {
  readonly state: BringingState;
  readonly checkedAt: Instant;
}

/** That the app was brought to somebody, or could not be: it is not tried again while this is kept. */
export interface AppOffer {
  readonly personId: PersonId;
  readonly outcome: 'installed' | 'there' | 'person-refused';
  readonly at: Instant;
  readonly expiresAt: Instant;
}

/** A tenant that does not let us is asked again so much later. */
const ASKED_AGAIN_AFTER_MS = DAY_MS;

/** Whoever has no conversation so long after the app was brought is offered it once more. */
export const OFFER_KEPT_MS = 30 * DAY_MS;

/** Whether it is worth asking the tenant now. */
export const mayBring = (known: Bringing | null, now: Instant): boolean =>
  known === null || known.state === 'permitted' || known.checkedAt <= now - ASKED_AGAIN_AFTER_MS;

/** What a tenant would have to grant, by the names of Microsoft Graph; docs/permissions.md says what for. */
export const BRINGING_PERMISSIONS = [
  'AppCatalog.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
] as const;
