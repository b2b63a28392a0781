import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Waits } from '../../../api/adapters/graph/customers/engine/waits.ts';
import { createGraphCustomers } from '../../../api/adapters/graph/customers/graph-customers.ts';
import { createTenantCalls } from '../../../api/adapters/graph/tenant-calls.ts';
import { createTransport } from '../../../api/adapters/transport/transport.ts';
import { createAesVault } from '../../../api/adapters/vault/aes-vault.ts';
import { createWriteLedger } from '../../../api/customers/actions/write-ledger.ts';
import type { Clock } from '../../../api/ports/clock.ts';
import type {
  CustomerDirectories,
  CustomerHands,
  KeptGrant,
} from '../../../api/ports/customer-directory.ts';
import type { UserAct, UserWrite, WriteOutcome } from '../../../api/ports/customer-writes.ts';
import type { LocalCloud } from '../../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../local/entra/app.ts';
import type { NewRelationship } from '../../../local/tenants/relationship.ts';
import type { Tenant } from '../../../local/tenants/tenant.ts';
import type { TenantOptions } from '../../../local/tenants/options.ts';
import { TENANT } from '../../local/clients.ts';
import { CUSTOMER, startPartner } from '../../local/customers/partner.ts';
import { openStoreUnderTest } from '../../store-under-test.ts';
import { IMPATIENT } from '../graph/setting.ts';

export const PARTNER = TENANT;
export const NORTHWIND = CUSTOMER;
export const GRAPH = 'graph.microsoft.com';

/** Short, so that tests of failures are quick. */
const SHORT: Waits = {
  firstMs: 20,
  longestMs: 200,
  lagMs: 2_000,
  shortLagMs: 150,
  giveUpMs: 20_000,
};

/** The local cloud with a partner and customers, and the real adapter with the hands of the agent on it. */
export interface Setting {
  readonly cloud: LocalCloud;
  readonly customers: CustomerDirectories;
  readonly agent: string;
  readonly customer: Tenant;
  readonly grant: KeptGrant;
  readonly hands: CustomerHands;
  /** The adapter of another process on the same store. */
  another(): CustomerDirectories;
  close(): Promise<void>;
}

export interface SettingOptions {
  readonly customer?: Partial<TenantOptions>;
  readonly relationships?: readonly NewRelationship[];
  readonly waits?: Partial<Waits>;
}

/** Starts it. The agent has a grant already. */
export async function startSetting(options: SettingOptions = {}): Promise<Setting> {
  const cloud = await startPartner(options.customer, options.relationships);
  const folder = await mkdtemp(join(tmpdir(), 'headcount-customers-'));
  const store = openStoreUnderTest(folder);
  const clock: Clock = {
    now: () => cloud.clock.now(),
    at: (due, callback) => ({ cancel: cloud.clock.at(due, callback) }),
  };
  const calling = {
    transport: createTransport({ localCloudOrigin: cloud.origin }),
    credentials: { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
    patience: IMPATIENT,
  };
  const another = (): CustomerDirectories =>
    createGraphCustomers({
      ...calling,
      tenants: createTenantCalls(calling),
      vault: createAesVault(['a secret of a test that is long enough']),
      ledger: createWriteLedger(store, clock),
      clock,
      waits: { ...SHORT, ...options.waits },
    });
  const customers = another();
  const agent = cloud.personas.fact('partnerAgent').objectId;
  const sealed = await customers.grantOf(PARTNER, agent, await cloud.tokenFor('partnerAgent'));
  const grant: KeptGrant = { partnerId: PARTNER, personId: agent, sealed };
  const customer = cloud.tenant(NORTHWIND);
  return {
    ...{ cloud, customers, agent, customer, grant, another },
    hands: customers.at(NORTHWIND, grant),
    async close() {
      customers.close();
      await store.close();
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes as of now, under the keys w0, w1 … */
export const asWrites = (
  { cloud }: Setting,
  acts: readonly UserAct[],
  mayBeDone = false,
): UserWrite[] =>
  acts.map((act, i) => ({ ...act, key: `w${i}`, since: cloud.clock.now(), mayBeDone }));

/** Carries the acts out; their outcomes in the order of the acts. */
export async function outcomesOf(
  setting: Setting,
  acts: readonly UserAct[],
  hands: CustomerHands = setting.hands,
): Promise<WriteOutcome[]> {
  const told: WriteOutcome[] = [];
  await hands.write(asWrites(setting, acts), (outcome) => told.push(outcome));
  if (new Set(told.map(({ key }) => key)).size !== told.length) throw new Error('Told twice.');
  return acts.map((_, i) => {
    const outcome = told.find(({ key }) => key === `w${i}`);
    if (outcome === undefined) throw new Error(`Write ${i} was not told.`);
    return outcome;
  });
}

/** A user to be made at Northwind. */
export const newUser = (name: string): Extract<UserAct, { kind: 'create' }> => ({
  kind: 'create',
  user: {
    userName: `${name}@northwind.onmicrosoft.com`,
    displayName: `New ${name}`,
    givenName: 'New',
    surname: null,
    usageLocation: 'NL',
  },
  password: 'Secret-2026!x',
});
