import type { PersonId, TenantId } from '../kernel/ids.ts';

/**
 * What became of bringing the app to somebody. `installed`: now, and the platform tells the bot of it; `there`: it was
 * installed before; `person-refused`: this person cannot have it; `consent-missing`: the tenant does not let us;
 * `not-in-catalog`: the tenant's app catalogue does not have it; `not-now`: nobody answered.
 */
export type InstallOutcome =
  'installed' | 'there' | 'person-refused' | 'consent-missing' | 'not-in-catalog' | 'not-now';

/** Installs the app in Teams for people who have not done so themselves. It never throws. */
export interface AppInstaller {
  install(tenantId: TenantId, personId: PersonId): Promise<InstallOutcome>;
}
