import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { limits } from '../../api/limits/kinds.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { replace } from '../../api/ports/store.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import type { Standing } from '../../api/subscriptions/rules/account-states.ts';
import type { PersonaName } from '../../local/personas.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { activate, issue } from './activating.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld();
  await world.synced();
});
afterEach(() => world.stop());

/** Puts the account where billing would put it. */
async function stand(standing: Standing): Promise<void> {
  const { store } = world.world();
  const root = rootOf(world.tenant.tenantId);
  const account = await store.read(root, accounts, {});
  if (account === null) throw new Error('There is no account.');
  await store.commit(root, [replace(accounts, { ...account.doc, ...standing }, account.version)]);
}

/** What somebody gets on an address of the admins, and on one of learners. */
const codes = async (name: PersonaName): Promise<unknown[]> => {
  const seat = `/api/people/${world.persona(name).objectId}/seat`;
  const replies = [await world.api(name).get('/api/subscription'), await world.api(name).get(seat)];
  return replies.map(({ status, body }) => (status < 400 ? status : body['code']));
};

const standingOf = async (name: PersonaName) => {
  const { status, body } = await world.api(name).get('/api/me');
  expect(status).toBe(200);
  const { account, mayEnter, learning, learningReason } = body;
  return { account, mayEnter, learning, learningReason };
};

/** Waits until the window that the count has opened is written down. */
async function windowOpened(): Promise<void> {
  const root = rootOf(world.tenant.tenantId);
  for (;;) {
    const limit = await world.world().store.read(root, limits, {});
    if (limit?.doc.window != null) return;
    await wait(20);
  }
}

describe('AC-5, B-2: while the account is Inactive', () => {
  test.each(['moved', 'expired', 'trial-ended', 'payment', 'seats-withdrawn'] as const)(
    '(%s) any administrator gets in, everybody else is told why not',
    async (reason) => {
      await stand({ state: 'Inactive', reason });
      for (const name of ['owner', 'globalAdmin', 'lmsAdmin'] as const) {
        expect(await codes(name)).toEqual([200, 200]);
        expect(await standingOf(name)).toMatchObject({ mayEnter: true, learning: 'stopped' });
      }
      for (const name of ['learner', 'catalogAdmin'] as const) {
        expect(await codes(name)).toEqual(['account-inactive', 'account-inactive']);
        expect(await standingOf(name)).toEqual({
          account: { state: 'Inactive', reason },
          ...{ mayEnter: false, learning: 'stopped', learningReason: reason },
        });
      }
      const refused = await world.api('learner').get('/api/people');
      expect(refused.body).toMatchObject({ status: 403, reason });
      expect(refused.body['detail']).toContain('administrators');
    },
  );

  test('after the customer’s own deactivation only the owner gets in, and can activate a key', async () => {
    await stand({ state: 'Inactive', reason: 'deactivated' });
    const { key } = await issue(world);
    for (const name of ['globalAdmin', 'lmsAdmin', 'learner'] as const) {
      expect(await codes(name)).toEqual(['account-inactive', 'account-inactive']);
      expect(await standingOf(name)).toMatchObject({ mayEnter: false });
      expect((await activate(world.api(name), key)).body['code']).toBe('account-inactive');
    }
    expect((await activate(world.api('owner'), key)).status).toBe(200);
    expect(await codes('lmsAdmin')).toEqual([200, 200]);
    expect(await standingOf('learner')).toEqual({
      account: { state: 'Active', reason: null },
      ...{ mayEnter: true, learning: 'open', learningReason: null },
    });
  });

  test.each(['Trial', 'Activation required'] as const)('in %s everybody gets in', async (state) => {
    await activate(world.api('owner'), (await issue(world)).key);
    await stand({ state, reason: 'deactivated' });
    expect(await codes('lmsAdmin')).toEqual([200, 200]);
    expect(await codes('learner')).toEqual(['role-missing', 200]);
  });
});

describe('G-3: while learning is stopped', () => {
  test('learners are told so on their own addresses, and admins work on', async () => {
    const owner = world.api('owner');
    const { body: catalog } = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
    const { body: course } = await owner.post<{ id: string }>(
      `/api/catalogs/${catalog.id}/courses`,
      { name: 'Ladders' },
    );
    const personIds = (['learner', 'lmsAdmin'] as const).map(
      (name) => world.persona(name).objectId,
    );
    const { key } = await issue(world, { seats: 1 });
    await activate(owner, key);
    await owner.post(`/api/courses/${course.id}/enrolments`, { personIds });
    expect(await standingOf('learner')).toMatchObject({ learning: 'open', learningReason: null });
    await windowOpened();
    await world.advance('P15D');
    expect(await standingOf('learner')).toMatchObject({
      ...{ mayEnter: true, learning: 'stopped', learningReason: 'limit' },
    });
    expect(await codes('learner')).toEqual(['role-missing', 'learning-stopped']);
    expect(await codes('lmsAdmin')).toEqual([200, 200]);
    const freed = await owner.delete(`/api/courses/${course.id}/enrolments/${personIds[0] ?? ''}`);
    expect(freed.status).toBeLessThan(300);
    expect(await codes('learner')).toEqual(['role-missing', 200]);
  });
});
