import type { RestoreWay } from './licence.ts';
import type { Temper } from './temper.ts';

/** How far the copies lag that answer other calls than the one that wrote; 0 where nothing is said. */
export interface ReplicaLag {
  /** A new user is in delta at once and can be read by id, changed and deleted only after this long. */
  readonly writableAfterMs: number;
  /** Delta shows a change only after this long. */
  readonly deltaMs: number;
  /** /users/$count counts a change only after this long. */
  readonly countMs: number;
  /** A new user is in lists only after this long. */
  readonly listedAfterMs: number;
  /** /subscribedSkus counts a change of licences only after this long. */
  readonly licencesMs: number;
}

/** So many writes in each span of so many seconds. */
export interface WriteLimit {
  readonly writes: number;
  readonly seconds: number;
}

/** Settings of a tenant that may change while it lives. */
export interface TenantSettings {
  /** Whether an administrator has consented to the app. Without it there are no tokens (7000229, 65001). */
  readonly consented: boolean;
  /** Graph permissions granted, `null` for all that the app asks for. */
  readonly permissions: readonly string[] | null;
  readonly temper: Partial<Temper>;
  readonly lag: Partial<ReplicaLag>;
  /** Whether requests beyond the resource-unit limit get 429; they are always counted and told in headers. */
  readonly throttled: boolean;
  /** How many writes an app may send within how long on the local clock, sliding; null for any number. */
  readonly writeLimit: WriteLimit | null;
  /** How long Graph takes for any request, or for a batch as a whole, on the system clock. */
  readonly latencyMs: number;
  /** How long a write to a user takes on the system clock; another one to the same user meanwhile gets 409. */
  readonly writeTakesMs: number;
  /** How long Graph tokens for this tenant live, on the system clock. */
  readonly tokenLifeSeconds: number;
  /** Where the tenant's Teams service stands; a part of the service URL, and it can move. */
  readonly teamsRegion: TeamsRegion;
  /** Whether the organisation's app catalogue has the app; without it nobody can install it. */
  readonly appInCatalog: boolean;
  /** Whether an administrator has disabled the bot for everybody. */
  readonly botDisabled: boolean;
  /** What becomes of the direct licences of a restored user. */
  readonly licencesOnRestore: RestoreWay;
  /** Verified domains beside the initial one. */
  readonly otherDomains: readonly string[];
}

/** The regions of the Teams service, as they stand in service URLs. */
export const TEAMS_REGIONS = ['amer', 'emea', 'apac'] as const;
export type TeamsRegion = (typeof TEAMS_REGIONS)[number];

const FRIENDLY: TenantSettings = {
  consented: true,
  permissions: null,
  temper: {},
  lag: {},
  throttled: false,
  // Microsoft Graph throttling limits, identity and access: writes of one application in one tenant.
  writeLimit: { writes: 3_000, seconds: 150 },
  latencyMs: 0,
  writeTakesMs: 0,
  tokenLifeSeconds: 3599,
  teamsRegion: 'emea',
  appInCatalog: true,
  botDisabled: false,
  licencesOnRestore: 'available',
  otherDomains: [],
};

/** The settings among the options; where they are silent, those of a friendly tenant. */
export function settingsIn(options: Partial<TenantSettings>): TenantSettings {
  const given = Object.entries<unknown>({ ...options }).filter(
    ([name, value]) => name in FRIENDLY && value !== undefined,
  );
  return { ...FRIENDLY, ...Object.fromEntries(given) };
}
