import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ReportShape } from '../../api/reports/contract.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { ask, made } from './asking.ts';

let world: TestWorld;
let wish: { kind: 'usage'; from: string; to: string; format: 'csv' };
beforeEach(async () => {
  world = await startWorld();
  await world.synced();
  const month = new Date(world.world().clock.now()).toISOString().slice(0, 7);
  wish = { kind: 'usage', from: month, to: month, format: 'csv' };
});
afterEach(() => world.stop());

interface Told {
  readonly items: readonly { readonly kind: string; readonly person: { readonly id: string } }[];
}

test('whoever asked is told that a report is ready, and nobody else', async () => {
  const { id } = await ask(world.api('lmsAdmin'), wish);
  for (;;) {
    const { body } = await world.api('owner').get<Told>('/api/notifications');
    const told = body.items.filter(({ kind }) => kind === 'report-ready');
    if (told.length === 0) {
      await wait(20);
      continue;
    }
    expect(told.map(({ person }) => person.id)).toEqual([world.persona('lmsAdmin').objectId]);
    expect(told[0]).toMatchObject({ data: { reportId: id, rows: 1 } });
    return;
  }
});

test('a file is kept for 30 days; then it is gone, with the way to make it again', async () => {
  const owner = world.api('owner');
  const { id, fileExpiresAt } = await ask(owner, wish);
  await world.advance('P29D');
  expect((await owner.get(`/api/reports/${id}/file`)).status).toBe(200);
  await world.advance('P2D');
  expect(world.world().clock.now()).toBeGreaterThan(Date.parse(fileExpiresAt ?? ''));
  const gone = await owner.get(`/api/reports/${id}/file`);
  expect(gone).toMatchObject({ status: 410, body: { code: 'report-expired', again: wish } });
  expect(gone.body['detail']).toMatch(/POST \/api\/reports/);
  const { body } = await owner.get<{ items: ReportShape[] }>('/api/reports');
  expect(body.items).toEqual([expect.objectContaining({ id, state: 'expired' })]);
  const again = await owner.post<ReportShape>('/api/reports', gone.body['again']);
  expect((await made(owner, again.body.id)).state).toBe('ready');
});
