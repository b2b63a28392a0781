import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { DirectoryRefusal } from './acts.ts';
import type { Notice } from './notice.ts';
import {
  createTenant,
  domainOf,
  type ReplayableTenant,
  type Tenant,
  type TenantAct,
} from './tenant.ts';
import type { TenantOptions } from './options.ts';

/** All tenants of the local cloud. */
export interface World {
  /** Names this world: what a client kept from another one (delta tokens) is void here. */
  readonly id: string;
  tenants(): readonly Tenant[];
  /** By id, or by initial domain. */
  tenant(idOrDomain: string): Tenant | undefined;
  /** @throws DirectoryRefusal where the id or the domain is in use. */
  createTenant(options: TenantOptions): Tenant;
  /** Calls `listener` after every act that subscriptions may want to hear of. */
  onNotices(listener: (tenant: Tenant, notices: readonly Notice[]) => void): void;
}

/** One line of the journal. */
type Entry =
  | { readonly world: string }
  | { readonly at: number; readonly tenant: TenantOptions }
  | { readonly at: number; readonly tenantId: string; readonly act: TenantAct }
  | { readonly clock: { readonly now: number; readonly systemNow: number } };

/**
 * The world that `entries` tell of, or an empty one. Every act from now on goes into `journal`. The clock is moved to
 * where the entries left it.
 */
export function createWorld(clock: Clock, journal: Journal, entries: readonly unknown[]): World {
  const tenants = new Map<string, ReplayableTenant>();
  const listeners: ((tenant: Tenant, notices: readonly Notice[]) => void)[] = [];
  let id: string = randomUUID();

  const surroundings = {
    clock,
    performed(tenant: Tenant, act: TenantAct, at: number, notices: readonly Notice[]) {
      journal.append({ at, tenantId: tenant.id, act } satisfies Entry);
      for (const listener of listeners) listener(tenant, notices);
    },
  };

  const put = (options: TenantOptions, at: number): Tenant => {
    const tenant = createTenant(options, at, surroundings);
    tenants.set(tenant.id, tenant);
    return tenant;
  };

  const find = (idOrDomain: string): ReplayableTenant | undefined => {
    const name = idOrDomain.toLowerCase();
    return tenants.get(name) ?? [...tenants.values()].find((tenant) => tenant.domain === name);
  };

  const replay = (entry: Entry): void => {
    if ('world' in entry) id = entry.world;
    else if ('clock' in entry) clock.moveTo(entry.clock.now + Date.now() - entry.clock.systemNow);
    else if ('tenant' in entry) {
      catchUp(clock, entry.at);
      put(entry.tenant, entry.at);
    } else {
      catchUp(clock, entry.at);
      tenants.get(entry.tenantId)?.replay(entry.act, entry.at);
    }
  };

  // The journal is this program's own: its entries have the form in which `append` wrote them.
  for (const entry of entries) replay(entry as Entry);
  for (const tenant of tenants.values()) tenant.resume();
  if (entries.length === 0) journal.append({ world: id } satisfies Entry);
  clock.subscribe(({ now, systemNow }) => {
    journal.append({
      clock: { now: Date.parse(now), systemNow: Date.parse(systemNow) },
    } satisfies Entry);
  });

  return {
    id,
    tenants: () => [...tenants.values()],
    tenant: find,
    createTenant(options) {
      refuseTaken(options, find);
      const at = clock.now();
      const tenant = put(options, at);
      journal.append({ at, tenant: options } satisfies Entry);
      return tenant;
    },
    onNotices: (listener) => void listeners.push(listener),
  };
}

/** The clock never stands before something that has happened on it. */
function catchUp(clock: Clock, at: number): void {
  if (clock.now() < at) clock.moveTo(at);
}

function refuseTaken(
  options: TenantOptions,
  find: (idOrDomain: string) => Tenant | undefined,
): void {
  if (find(options.id)) {
    throw new DirectoryRefusal(
      'id-taken',
      'id',
      options.id,
      `The tenant ${options.id} exists: choose another id.`,
    );
  }
  const domain = domainOf(options);
  if (find(domain)) {
    throw new DirectoryRefusal(
      'name-taken',
      'domain',
      domain,
      `Another tenant has the domain ${domain}: choose another one.`,
    );
  }
}
