import { LRUCache } from 'lru-cache';
import type { TenantId } from '../../kernel/ids.ts';
import type { Transport } from '../transport/transport.ts';
import { callsOf, type Calls } from './calls.ts';
import { createPace } from './pace.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { tokenSource, type Credentials } from './tokens.ts';

/** So many tenants' clients, tokens and budgets are kept. */
const TENANTS_IN_MEMORY = 1_000;

/** How calls to Graph are made. */
export interface GraphOptions {
  readonly transport: Transport;
  readonly credentials: Credentials;
  readonly patience?: Patience;
}

/** The calls of every tenant, each with its own client, tokens and budget: whoever shares them shares the budget. */
export interface TenantCalls {
  in(tenantId: TenantId): Calls;
  close(): void;
}

/** Makes the calls of a tenant when they are first asked for. */
export function createTenantCalls(options: GraphOptions): TenantCalls {
  const { transport, credentials, patience = PATIENCE } = options;
  const tenants = new LRUCache<TenantId, Calls>({ max: TENANTS_IN_MEMORY });
  return {
    in(tenantId) {
      const known = tenants.get(tenantId);
      if (known !== undefined) return known;
      const tokens = tokenSource(tenantId, credentials, transport, patience);
      const calls = callsOf({ transport, tokens, pace: createPace(patience), patience });
      tenants.set(tenantId, calls);
      return calls;
    },
    close: () => tenants.clear(),
  };
}
