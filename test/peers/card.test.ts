import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { notices } from '../../api/notifications/kinds.ts';
import { planned, type Delivery } from '../../api/notifications/rules/deliveries.ts';
import { sayIn } from '../../api/notifications/texts/say.ts';
import { messageOf } from '../../api/notifications/actions/message.ts';
import { peerDecisions } from '../../api/peers/actions/card-decisions.ts';
import { rejectPeer, withdrawPeer } from '../../api/peers/actions/decide.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import type { Store } from '../../api/ports/store.ts';
import { messageCard } from '../../bot/cards/message-card.ts';
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
async function asked(network: Network, seats: number, users = false): Promise<Delivery> {
  time.now += 1_000;
  await network.perform({ act: 'ask', giver: 0, receiver: 1, seats, training: true, users });
  await network.finish();
  const { tenantId, adminId } = network.member(1);
  const all = await allOf(store, rootOf(tenantId), notices, 'byTime');
  const last = all.findLast(({ doc }) => doc.notice.what === 'peer-requested');
  if (last === undefined) throw new Error('Nobody was asked.');
  return planned(tenantId, last.doc, adminId, time.now);
}

/** The named administrator presses a button of a card. */
async function press(
  network: Network,
  delivery: Delivery,
  verb: string,
  ...options: readonly string[]
) {
  const decision = peerDecisions.find((one) => one.verb === verb);
  const tenant = network.member(1);
  const pressed = {
    tenant,
    personId: tenant.adminId,
    delivery,
    options: new Set(options),
    actId: newId(),
  };
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

  test('P-3: offers consent to the user report as a switch of its own, off, only where that was asked for', async () => {
    const delivery = await asked(await begin(), 5);
    const { notice } = delivery;
    if (notice.what !== 'peer-requested') throw new Error('Another notice.');
    const cardOf = (users: boolean) => {
      const to = { tenantId: '', personId: '', displayName: '', mail: null, conversation: null };
      const tongue = { language: 'en', locale: 'en' } as const;
      const outward = { linkTo: () => null, seatsContact: null, decisions: peerDecisions };
      const of = { ...delivery, notice: { ...notice, users } };
      return messageCard(messageOf(outward, of, { to, tongue, standing: null, now: time.now }));
    };
    const toggles = (users: boolean) =>
      cardOf(users).body.filter(({ type }) => type === 'Input.Toggle');
    const verbs = cardOf(true).actions?.map((action) => (action as { verb?: string }).verb);
    expect(verbs).toEqual(['peers.accept', 'peers.reject']);
    expect(toggles(false)).toEqual([]);
    expect(toggles(true)).toMatchObject([{ id: 'consent', value: 'false', valueOn: 'true' }]);
  });

  test('P-3: gives the consent that was switched on, and none that was not asked for', async () => {
    for (const users of [true, false]) {
      const network = await begin();
      const card = await asked(network, 5, users);
      await press(network, card, 'peers.accept', 'consent');
      const [link] = await network.links();
      expect(link).toMatchObject({ phase: 'accepted', consent: users });
    }
  });
});
