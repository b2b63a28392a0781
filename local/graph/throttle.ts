import type { Tenant } from '../tenants/tenant.ts';
import type { GraphRoute } from './context.ts';
import type { Query } from './query.ts';

/** Resource units that an app may use in one tenant in each window, by the tenant's size (identity and access). */
const WINDOW_MS = 10_000;
const LIMITS = [
  { below: 50, units: 3_500 },
  { below: 501, units: 5_000 },
  { below: Infinity, units: 8_000 },
];

/** Above this share of the limit the answer says how near it is. */
const TOLD_FROM = 0.8;

/** What a request costs: the route's units, less for $select and a small $top, more for $expand, never below 1. */
export function resourceUnitsOf(route: GraphRoute, query: Query): number {
  const selected = query.select === undefined ? 0 : 1;
  const expanded = query.expand === undefined ? 0 : 1;
  const small = query.top !== undefined && query.top < 20 ? 1 : 0;
  return Math.max(1, route.resourceUnits - selected + expanded - small);
}

/** What the accounting says of one request. */
export interface Charge {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait; present where the limit was passed and the tenant is set to refuse then. */
  readonly retryAfterSeconds?: number;
}

/** Counts resource units per app and tenant on the system clock, as Graph's gateway does. */
export interface Throttle {
  charge(appId: string, tenant: Tenant, units: number): Charge;
}

export function createThrottle(): Throttle {
  const windows = new Map<string, { startedAt: number; used: number }>();
  return {
    charge(appId, tenant, units) {
      const key = `${appId}/${tenant.id}`;
      const nowMs = Date.now();
      let window = windows.get(key);
      if (!window || nowMs - window.startedAt >= WINDOW_MS) {
        window = { startedAt: nowMs, used: 0 };
        windows.set(key, window);
      }
      window.used += units;
      const share = window.used / limitOf(tenant);
      const headers = {
        'x-ms-resource-unit': String(units),
        ...(share > TOLD_FROM
          ? { 'x-ms-throttle-limit-percentage': Math.min(share, 1.8).toFixed(2) }
          : {}),
      };
      if (share <= 1 || !tenant.settings().throttled) return { headers };
      const retryAfterSeconds = Math.ceil((window.startedAt + WINDOW_MS - nowMs) / 1000);
      return { headers: { ...headers, ...refusalHeaders(key) }, retryAfterSeconds };
    },
  };
}

/** What a 429 says about the limit that was passed. */
function refusalHeaders(appAndTenant: string): Record<string, string> {
  return {
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${appAndTenant}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  };
}

function limitOf(tenant: Tenant): number {
  const users = tenant.directory.users.live();
  return LIMITS.find(({ below }) => users < below)?.units ?? 8_000;
}
