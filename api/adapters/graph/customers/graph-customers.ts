import { LRUCache } from 'lru-cache';
import type { TenantId } from '../../../kernel/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { CustomerDirectories } from '../../../ports/customer-directory.ts';
import type { Vault } from '../../../ports/vault.ts';
import type { WriteLedger } from '../../../ports/write-ledger.ts';
import { callsOf } from '../calls.ts';
import { createPace, type Pace } from '../pace.ts';
import { PATIENCE } from '../patience.ts';
import type { GraphOptions, TenantCalls } from '../tenant-calls.ts';
import { toldWith } from './agent-refusals.ts';
import { createAgentTokens } from './agent-tokens.ts';
import { createEngine, type WriteEngine } from './engine/engine.ts';
import type { Waits } from './engine/waits.ts';
import { readingWith } from './reading.ts';
import { partnerSide } from './relationships.ts';

/** So many customers' budgets are kept. The ledger remembers what one that was dropped has spent. */
const CUSTOMERS_IN_MEMORY = 2_000;

/** How customers' directories are reached. */
export interface CustomersOptions extends GraphOptions {
  /** Headcount's own calls in the partners' tenants; whoever made them closes them. */
  readonly tenants: TenantCalls;
  readonly vault: Vault;
  readonly ledger: WriteLedger;
  readonly clock: Clock;
  /** Default: as long as Graph may take. */
  readonly waits?: Waits;
}

/** What everybody who is at one customer shares. */
interface Customer {
  readonly pace: Pace;
  readonly engine: WriteEngine;
}

/** Customers' directories over Microsoft Graph (decisions 0021 and 0022). */
export function createGraphCustomers(options: CustomersOptions): CustomerDirectories {
  const { transport, credentials, patience = PATIENCE, vault } = options;
  const agents = createAgentTokens({ transport, credentials, patience, vault });
  const customers = new LRUCache<TenantId, Customer>({ max: CUSTOMERS_IN_MEMORY });

  const customerAt = (customerId: TenantId): Customer => {
    const known = customers.get(customerId);
    if (known !== undefined) return known;
    const pace = createPace(patience);
    const customer = { pace, engine: createEngine({ ...options, customerId, pace }) };
    customers.set(customerId, customer);
    return customer;
  };

  return {
    ...partnerSide(options.tenants),
    grantOf: (partnerId, personId, accessToken) => agents.grantOf(partnerId, personId, accessToken),
    at(customerId, grant) {
      const { pace, engine } = customerAt(customerId);
      const tokens = agents.source(customerId, grant);
      const calls = callsOf({ transport, tokens, pace, patience });
      return {
        ...readingWith(calls, toldWith(tokens)),
        write: engine.writeWith(tokens, calls),
      };
    },
    close() {
      agents.close();
      customers.clear();
    },
  };
}
