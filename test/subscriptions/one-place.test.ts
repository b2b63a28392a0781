import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKeyedHashes } from '../../api/adapters/hmac/keyed-hashes.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { doDue } from '../../api/due/actions.ts';
import { dues } from '../../api/due/kinds.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { newId } from '../../api/kernel/ids.ts';
import { MINUTE_MS } from '../../api/kernel/time.ts';
import { issueKey } from '../../api/keys/actions.ts';
import { limitsWork, reconsider } from '../../api/limits/actions/reconsider.ts';
import { duePartitionOf, placeOf, rootOf } from '../../api/ports/partitions.ts';
import { replace, type Store } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { activate } from '../../api/subscriptions/actions/activate.ts';
import { placesWork } from '../../api/subscriptions/actions/follow-places.ts';
import { setUpTenant } from '../../api/subscriptions/actions/set-up.ts';
import {
  placedSubscriptions,
  placeNow,
  sourcesOf,
} from '../../api/subscriptions/actions/sources.ts';
import { accounts, places, subscriptions } from '../../api/subscriptions/kinds.ts';
import { placeTaken } from '../../api/subscriptions/rules/activation.ts';
import { Crash, crashingStore, type Death } from '../directory/crashing-store.ts';
import { STAYING } from '../due/keeping.ts';
import { fewRuns, openStoreUnderTest } from '../store-under-test.ts';
import { inTurns } from './turns.ts';

let folder: string;
let store: Store;
let now = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-places-'));
  store = openStoreUnderTest(folder);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const worldOn = (of: Store): World => ({
  ...({} as Pick<World, 'files' | 'aside' | 'directory' | 'customers' | 'passwords'>),
  store: of,
  clock: { now: () => now, at: () => ({ cancel: () => undefined }) },
  log: createLog('silent'),
  keyedHashes: createKeyedHashes(['a-secret-of-at-least-32-characters']),
  wakeKeeper: () => undefined,
});

async function newTenant(): Promise<Tenant> {
  const tenantId = newId();
  const owner = {
    ...{ tenantId, personId: newId(), displayName: 'Owner', userName: 'owner@contoso.example' },
    ...{ tokenRoles: new Set<never>(), application: false },
  };
  await setUpTenant(worldOn(store), owner, { buckets: 1, region: 'US' });
  return { tenantId, buckets: 1 };
}

async function newKey(): Promise<{ readonly key: string; readonly id: string }> {
  const actor = { personId: null, actId: newId() };
  const offer = { plan: 'seats', seats: 10, months: 12 } as const;
  const { key, place } = await issueKey(worldOn(store), actor, offer);
  return { key: key ?? '', id: place.subscriptionId };
}

/** One administrator who activates one key, in a process that may die. */
interface Attempt {
  readonly tenant: number;
  readonly key: number;
  readonly confirmMove: boolean;
  readonly death: Death | null;
}

const TENANTS = 3;
const KEYS = 2;

const attempt = (mayDie: boolean): fc.Arbitrary<Attempt> =>
  fc.record({
    tenant: fc.nat({ max: TENANTS - 1 }),
    key: fc.nat({ max: KEYS - 1 }),
    confirmMove: fc.boolean(),
    death: mayDie
      ? fc.option(
          fc.record({
            atCommit: fc.integer({ min: 1, max: 14 }),
            when: fc.constantFrom('before', 'after'),
          }),
        )
      : fc.constant(null),
  });

/** Does what has fallen due for these tenants until nothing is left that an activation has begun. */
async function finish(tenants: readonly Tenant[]): Promise<void> {
  const world = worldOn(store);
  for (let round = 0; round < 4; round++) {
    now += 2 * MINUTE_MS;
    for (const { tenantId } of tenants) {
      for (const work of [placesWork, limitsWork]) {
        const key = { work: work.name, tenantId };
        const held = await store.read(duePartitionOf(tenantId), dues, key);
        if (held !== null && held.doc.dueAt <= now) await doDue(world, work, held, STAYING);
      }
    }
  }
}

async function play(attempts: readonly Attempt[], picks: readonly number[]): Promise<void> {
  const world = worldOn(store);
  const tenants = await Promise.all(Array.from({ length: TENANTS }, newTenant));
  const keys = await Promise.all(Array.from({ length: KEYS }, newKey));
  const epochs = new Map(keys.map(({ id }) => [id, 0]));
  const activated = new Set<string>();

  /** Which tenants have the subscription, as each of them would say now. */
  const holders = async (id: string): Promise<string[]> => {
    const sources = await Promise.all(tenants.map((tenant) => sourcesOf(world, tenant)));
    return tenants.flatMap(({ tenantId }, nth) =>
      (sources[nth] ?? [])
        .filter(({ subscriptionId }) => subscriptionId === id)
        .map(() => tenantId),
    );
  };
  const check = async (): Promise<void> => {
    for (const { id } of keys) {
      const { doc: place } = await placeNow(world, id);
      expect(place.epoch).toBeGreaterThanOrEqual(epochs.get(id) ?? 0);
      epochs.set(id, place.epoch);
      expect(await holders(id)).toEqual(place.tenantId === null ? [] : [place.tenantId]);
      if (activated.has(id)) expect(place.tenantId).not.toBeNull();
    }
  };

  const turns = inTurns(store);
  const running = attempts.map(async ({ tenant, key, confirmMove, death }) => {
    const mortal = worldOn(crashingStore(turns.store, death, () => undefined));
    const typed = keys[key]?.key ?? '';
    const contact = { firstName: 'A', lastName: 'B', email: 'a@b.example', telephone: '1' };
    const actor = { personId: null, actId: newId() };
    try {
      const at = tenants[tenant];
      if (at === undefined) throw new Error('There is no such tenant.');
      const form = { key: typed, organisation: 'Contoso', contact, confirmMove };
      activated.add((await activate(mortal, at, actor, form)).subscriptionId);
    } catch (error) {
      if (error instanceof Crash) return;
      if (error instanceof AppError && error.code === 'subscription-active-elsewhere') return;
      throw error;
    }
  });
  const ended = Promise.all(running);
  ended.catch(() => undefined);
  await turns.play(picks.values(), check);
  await ended;
  await finish(tenants);
  await check();

  for (const tenant of tenants) {
    const sources = await sourcesOf(world, tenant);
    for (const { papers, place } of await placedSubscriptions(world, tenant)) {
      const isHere = place.doc.tenantId === tenant.tenantId;
      const saysHere = papers.doc.epoch > 0 && papers.doc.endedHereAt === null;
      expect(saysHere).toBe(isHere);
      if (isHere) expect(papers.doc).toMatchObject({ epoch: place.doc.epoch, wish: null });
      expect(place.doc.left).toEqual([]);
    }
    const account = await store.read(rootOf(tenant.tenantId), accounts, {});
    if (sources.length > 0) expect(account?.doc).toMatchObject({ state: 'Active', reason: null });
    else expect(['Trial', 'Inactive']).toContain(account?.doc.state);
  }
}

const runs = process.env['HEADCOUNT_MATRIX'] === 'full' ? 150 : fewRuns ? 3 : 10;
const TIMEOUT_MS = 300_000;
const picks = fc.array(fc.nat({ max: 1_000 }), { minLength: 200, maxLength: 600 });

describe('G-6: a subscription is active on one tenant at every instant', () => {
  test(
    'however many tenants activate the same keys at once, in whatever order their steps come',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(attempt(false), { minLength: 2, maxLength: 6 }),
          picks,
          (attempts, order) => play(attempts, order),
        ),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );

  test(
    'also where processes die between any two of their steps; what they began is finished',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(attempt(true), { minLength: 1, maxLength: 5 }),
          picks,
          (attempts, order) => play(attempts, order),
        ),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );

  test('an account that was judged while a subscription came to it is Active after all', async () => {
    const world = worldOn(store);
    const [tenant, other] = [await newTenant(), await newTenant()];
    const [one, two] = [await newKey(), await newKey()];
    const contact = { firstName: 'A', lastName: 'B', email: 'a@b.example', telephone: '1' };
    const activates = (at: Tenant, key: string, on: Store = store) =>
      activate(
        worldOn(on),
        at,
        { personId: null, actId: newId() },
        { key, organisation: 'Contoso', contact, confirmMove: true },
      );
    await activates(tenant, one.key);
    // It has moved away, and whoever moved it has died before anybody was told.
    const { doc: place, version } = await placeNow(world, one.id);
    const moved = replace(places, placeTaken(place, other, now), version);
    await store.commit(placeOf(one.id), [moved]);

    // The judge finds no subscription, and is slow with the account.
    const arrived = Promise.withResolvers<undefined>();
    const slow = worldOn({
      ...store,
      read: async (partition, kind, key) => {
        if (kind.name === accounts.name) await arrived.promise;
        return store.read(partition, kind, key);
      },
    });
    const judging = reconsider(slow, tenant);
    await wait(100);
    await activates(tenant, two.key, {
      ...store,
      commit: async (partition, writes) => {
        const done = await store.commit(partition, writes);
        const papers = await store.read(rootOf(tenant.tenantId), subscriptions, {
          subscriptionId: two.id,
        });
        if (papers?.doc.epoch === 1) {
          arrived.resolve(undefined);
          await judging;
        }
        return done;
      },
    });
    const account = await store.read(rootOf(tenant.tenantId), accounts, {});
    expect(account?.doc).toMatchObject({ state: 'Active', reason: null });
  });
});
