import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { notices } from '../../api/notifications/kinds.ts';
import { planned, type Delivery } from '../../api/notifications/rules/deliveries.ts';
import { sayIn } from '../../api/notifications/texts/say.ts';
import { peerDecisions } from '../../api/peers/actions/card-decisions.ts';
import { rejectPeer, withdrawPeer } from '../../api/peers/actions/decide.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { Store } from '../../api/ports/store.ts';
import { openStoreUnderTest } from '../store-under-test.ts';
import { openNetwork, type Network, type Time } from './network.ts';

let folder: string;
let store: Store;
const time: Time = { now: Date.UTC(2026, 0, 1) };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headcount-cards-'));
  store = openStoreUnderTest(folder);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first account asks the second one; gives the card of it. */
async function asked(network: Network, seats: number): Promise<Delivery> {
  time.now += 1_000;
  await network.perform({ act: 'ask', giver: 0, receiver: 1, seats, training: true });
  await network.finish();
  const { tenantId, adminId } = network.member(1);
  const all = await allOf(store, rootOf(tenantId), notices, 'byTime');
  const last = all.findLast(({ doc }) => doc.notice.what === 'peer-requested');
  if (last === undefined) throw new Error('Nobody was asked.');
  return planned(tenantId, last.doc, adminId, time.now);
}

/** The named administrator presses a button of a card. */
async function press(network: Network, delivery: Delivery, verb: string) {
  const decision = peerDecisions.find((one) => one.verb === verb);
  const tenant = network.member(1);
  const pressed = { tenant, personId: tenant.adminId, delivery, actId: newId() };
  const decided = await decision?.decide(network.world, pressed);
  const speech = { language: 'en', locale: 'en', say: sayIn('en') } as const;
  return { outcome: decided?.outcome, says: decided?.standing(speech) };
}

const begin = async (): Promise<Network> => {
  const network = await openNetwork(store, time, 2);
  await network.perform({ act: 'buy', account: 0, seats: 20 });
  return network;
};

describe('The card of a request', () => {
  test('accepts it once; pressed again, and in the tab at the same time, it says how it stands', async () => {
    const network = await begin();
    const card = await asked(network, 5);
    expect(await press(network, card, 'peers.accept')).toMatchObject({ outcome: 'done' });
    expect((await network.standing(1)).shares.received).toBe(5);
    expect(await press(network, card, 'peers.reject')).toEqual({
      ...{ outcome: 'already', says: 'This was accepted.' },
    });
    expect((await network.standing(1)).shares.received).toBe(5);
  });

  test('rejects it; what the tab decided before holds', async () => {
    const network = await begin();
    const card = await asked(network, 5);
    const [link] = await network.links();
    const { adminId, ...tenant } = network.member(1);
    const actor = { personId: adminId, actId: newId() };
    await rejectPeer(network.world, tenant, actor, link?.linkId ?? '', { requestedAt: null });
    expect(await press(network, card, 'peers.accept')).toEqual({
      ...{ outcome: 'already', says: 'This was rejected.' },
    });
    expect((await network.standing(0)).availableForSharing).toBe(20);
  });

  test('decides only the request that it was sent for', async () => {
    const network = await begin();
    await press(network, await asked(network, 5), 'peers.accept');
    const card = await asked(network, 8);
    const [link] = await network.links();
    const { adminId, ...giver } = network.member(0);
    const actor = { personId: adminId, actId: newId() };
    await withdrawPeer(network.world, giver, actor, link?.linkId ?? '');
    await asked(network, 12);
    expect(await press(network, card, 'peers.accept')).toMatchObject({ outcome: 'already' });
    expect((await network.standing(1)).shares.received).toBe(5);
  });

  test('offers consent to the user report only where that was asked for', async () => {
    const { notice } = await asked(await begin(), 5);
    const offered = (users: boolean): string[] =>
      peerDecisions
        .filter((one) =>
          one.offered(notice.what === 'peer-requested' ? { ...notice, users } : notice, time.now),
        )
        .map(({ verb }) => verb);
    expect(offered(false)).toEqual(['peers.accept', 'peers.reject']);
    expect(offered(true)).toEqual(['peers.accept', 'peers.accept-and-consent', 'peers.reject']);
  });
});
