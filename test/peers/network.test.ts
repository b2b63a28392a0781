import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { purchasedAt } from '../../api/limits/rules/capacity.ts';
import {
  readIncoming,
  readSharing,
  receivedOver,
  sharableNow,
} from '../../api/peers/actions/shares.ts';
import { peerPapers } from '../../api/peers/kinds.ts';
import { isLive, isOpen, reservedOn, type Link } from '../../api/peers/rules/link.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { Store } from '../../api/ports/store.ts';
import { Crash, crashingStore, type Death } from '../directory/crashing-store.ts';
import { fewRuns, openStoreUnderTest } from '../store-under-test.ts';
import { inTurns } from '../subscriptions/turns.ts';
import { Model } from './model.ts';
import { openNetwork, type Network, type NetworkAct, type Time } from './network.ts';

let folder: string;
let store: Store;
const time: Time = { now: Date.UTC(2026, 0, 1) };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-peers-'));
  store = openStoreUnderTest(folder);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const ACCOUNTS = 4;
const SEATS_MAX = 12;

const nth = fc.nat({ max: 50 });
const peerAct: fc.Arbitrary<NetworkAct> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('ask' as const),
      giver: nth,
      receiver: nth,
      seats: fc.nat({ max: SEATS_MAX }),
      training: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('accept' as const), link: nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom('reject' as const, 'withdraw' as const),
      link: nth,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('delete' as const),
      link: nth,
      side: fc.constantFrom('giver' as const, 'receiver' as const),
    }),
  },
);
const ownAct: fc.Arbitrary<NetworkAct> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('buy' as const),
      account: nth,
      seats: fc.integer({ min: 1, max: SEATS_MAX }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('cancel' as const, 'inactive' as const),
      account: nth,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('learn' as const),
      account: nth,
      people: fc.integer({ min: 1, max: 5 }),
    }),
  },
);
/** Everybody has bought something, so that there is something to share. */
const BEGINNING: readonly NetworkAct[] = Array.from({ length: ACCOUNTS }, (_, account) => ({
  ...{ act: 'buy', account, seats: 10 },
}));

/** What every link gives in fact at this moment. */
async function givenBy(network: Network): Promise<ReadonlyMap<string, number>> {
  const given = new Map<string, number>();
  for (const { tenantId } of network.members) {
    const incoming = await readIncoming(network.world, tenantId);
    for (const { linkId, seats } of await receivedOver(network.world, incoming))
      given.set(linkId, seats);
  }
  return given;
}

/** P-9: no more people may count, over all accounts together, than seats were purchased. */
async function checkSum(network: Network): Promise<void> {
  let capacity = 0;
  let purchased = 0;
  for (let account = 0; account < ACCOUNTS; account += 1) {
    const standing = await network.standing(account);
    capacity += standing.capacity ?? 0;
    purchased += purchasedAt(standing.sources, time.now);
  }
  expect(capacity).toBeLessThanOrEqual(purchased);
}

/** P-9: what was accepted just now is covered. */
async function checkAccepted(network: Network, before: ReadonlyMap<string, Link>): Promise<void> {
  const given = await givenBy(network);
  for (const link of await network.links()) {
    const former = before.get(link.linkId);
    if (!isLive(link) || link.decidedAt === null || former?.decidedAt === link.decidedAt) continue;
    if (link.seats > (former?.seats ?? 0)) expect(given.get(link.linkId)).toBe(link.seats);
  }
}

const linksById = async (network: Network): Promise<ReadonlyMap<string, Link>> =>
  new Map((await network.links()).map((link) => [link.linkId, link]));

/** Once everything that was begun is finished, the books of both sides say the same. */
async function checkBooks(network: Network): Promise<void> {
  const links = await network.links();
  for (const [account, { tenantId }] of network.members.entries()) {
    const given = links.filter(({ giver }) => giver.tenantId === tenantId);
    const received = links.filter(({ receiver }) => receiver.tenantId === tenantId);
    const sharing = await readSharing(network.world, tenantId);
    const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0);
    expect(sharing.shared).toBe(sum(given.map(({ seats }) => seats)));
    expect(sharing.reserved).toBe(sum(given.map(reservedOn)));
    expect(sharing.shared + sharing.reserved).toBeLessThanOrEqual(
      await sharableNow(network.world, tenantId),
    );
    for (const link of given) {
      expect(link.untold).toEqual([]);
      expect(new Set(given.filter(isOpen).map(({ receiver }) => receiver.tenantId)).size).toBe(
        given.filter(isOpen).length,
      );
    }
    for (const link of received) {
      const paper = await store.read(rootOf(tenantId), peerPapers, { linkId: link.linkId });
      if (isOpen(link)) expect(paper?.doc.revision).toBe(link.revision);
      const isKnown = (await readIncoming(network.world, tenantId)).some(
        ({ linkId }) => linkId === link.linkId,
      );
      if (link.seats > 0) expect(isKnown).toBe(true);
      if (!isOpen(link)) expect(isKnown).toBe(false);
    }
    const standing = await network.standing(account);
    expect(standing.shares.received).toBe(sum(received.map(({ seats }) => seats)));
    if (standing.shares.received > 0) expect(standing.account.state).toBe('Active');
    if (standing.account.state === 'Active') {
      const has = standing.purchased + standing.shares.received;
      expect(has).toBeGreaterThan(0);
    }
  }
}

const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
const runs = isFull ? 200 : fewRuns ? 3 : 10;
const TIMEOUT_MS = 600_000;

describe('Random networks of accounts', () => {
  test(
    'do what a model of the decisions does, act by act (P-1, P-2, P-5 to P-9)',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 3, arbitrary: peerAct }, { weight: 1, arbitrary: ownAct }), {
            minLength: 5,
            maxLength: 25,
          }),
          async (acts) => {
            const network = await openNetwork(store, time, ACCOUNTS);
            const model = new Model(ACCOUNTS);
            for (const act of [...BEGINNING, ...acts]) {
              time.now += 1_000;
              const links = (await network.links()).map(({ linkId }) => linkId);
              const done = await network.perform(act);
              const added = (await network.links()).find(({ linkId }) => !links.includes(linkId));
              expect({ act, done }).toEqual({
                act,
                done: model.perform(act, links, added?.linkId ?? null),
              });
              await network.finish();
              await checkSum(network);
              await checkBooks(network);
              for (let account = 0; account < ACCOUNTS; account += 1) {
                const {
                  purchased,
                  shares,
                  availableForSharing,
                  account: its,
                } = await network.standing(account);
                expect({ purchased, ...shares, availableForSharing, state: its.state }).toEqual(
                  model.seatsOf(account),
                );
              }
            }
          },
        ),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );

  test(
    'never hold a seat twice, whatever acts run at once and wherever processes die; what they began is finished',
    async () => {
      const death: fc.Arbitrary<Death | null> = fc.option(
        fc.record({
          atCommit: fc.integer({ min: 1, max: 14 }),
          when: fc.constantFrom('before', 'after'),
        }),
      );
      /** Some acts of peers at once, or one that changes what an account has. */
      const step = fc.oneof(
        {
          weight: 3,
          arbitrary: fc.array(fc.record({ act: peerAct, death }), { minLength: 1, maxLength: 5 }),
        },
        {
          weight: 1,
          arbitrary: fc.record({ act: ownAct, death }).map((one) => [one]),
        },
      );
      const picks = fc.array(fc.nat({ max: 1_000 }), { minLength: 50, maxLength: 300 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 2, maxLength: 8 }),
          picks,
          async (steps, order) => {
            const network = await openNetwork(store, time, ACCOUNTS);
            for (const act of BEGINNING) await network.perform(act);
            const turnOf = order.values();
            for (const together of steps) {
              time.now += 1_000;
              const turns = inTurns(store);
              const running = together.map(async ({ act, death: its }) => {
                try {
                  await network.perform(
                    act,
                    crashingStore(turns.store, its, () => undefined),
                  );
                } catch (error) {
                  if (!(error instanceof Crash)) throw error;
                }
              });
              const ended = Promise.all(running);
              ended.catch(() => undefined);
              let before = await linksById(network);
              await turns.play(turnOf, async () => {
                await checkSum(network);
                await checkAccepted(network, before);
                before = await linksById(network);
              });
              await ended;
            }
            await network.finish();
            await checkSum(network);
            await checkBooks(network);
          },
        ),
        { numRuns: runs },
      );
    },
    TIMEOUT_MS,
  );
});
