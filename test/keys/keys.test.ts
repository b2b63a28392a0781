import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import { events } from '../../api/audit/kinds.ts';
import { SERVICE, placeOf } from '../../api/ports/partitions.ts';
import { startWorld, type TestWorld } from '../world.ts';

let world: TestWorld;
const lines: string[] = [];
beforeAll(async () => {
  world = await startWorld({ onLog: (line) => lines.push(line) });
});
afterAll(() => world.stop());

const OFFER = { plan: 'seats', seats: 500, months: 12 };

interface Issued {
  readonly id: string;
  readonly key: string | null;
  readonly code?: string;
  readonly detail?: string;
  readonly state: string;
}

describe('B-10: the operator', () => {
  test('is one in the tenant that runs the service alone: elsewhere the role says nothing', async () => {
    const roles = { claims: { roles: ['Operator'] } };
    const person = await world.api('peerAdmin', roles).post('/operator/keys', OFFER);
    expect(person).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    const application = world.api('peerAdmin', {
      omit: ['scp'],
      claims: { ...roles.claims, idtyp: 'app' },
    });
    expect(await application.post('/operator/keys', OFFER)).toMatchObject({
      ...{ status: 401, body: { code: 'token-invalid' } },
    });
  });

  test('issues a key, which is shown once and says its plan, seats and months', async () => {
    const asking = { key: 'one-and-the-same' };
    const first = await world.api('operator').post<Issued>('/operator/keys', OFFER, asking);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ ...OFFER, state: 'issued', activatedAt: null });
    expect(first.body.key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/);
    const repeat = await world.api('operator').post<Issued>('/operator/keys', OFFER, asking);
    expect(repeat.status).toBe(201);
    expect(repeat.body).toMatchObject({
      ...{ id: first.body.id, key: null, code: 'secret-already-shown' },
    });
    expect(repeat.body.detail).toContain('revoke');
    const other = { ...OFFER, seats: 501 };
    const reused = await world.api('operator').post('/operator/keys', other, asking);
    expect(reused.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  test('finds the key nowhere: not in the store, the log or the list', async () => {
    const { body } = await world
      .api('operator')
      .post<Issued>('/operator/keys', OFFER, { key: 'kept-nowhere' });
    const { body: list } = await world.api('operator').get('/operator/keys');
    const key = body.key ?? '';
    const told = [JSON.stringify(list), ...lines].join('\n');
    for (const form of [key, key.replaceAll('-', '')]) {
      expect(told).not.toContain(form);
      for (const file of await filesOf(world)) expect(file.includes(form)).toBe(false);
    }
  });

  test('sees the newest keys first, page by page, with nothing of a tenant', async () => {
    const ids: string[] = [];
    for (const seats of [1, 2, 3]) {
      const { body } = await world
        .api('operator')
        .post<Issued>('/operator/keys', { ...OFFER, seats });
      ids.unshift(body.id);
      await world.advance('PT1S');
    }
    interface Page {
      readonly items: readonly Issued[];
      readonly nextCursor: string | null;
    }
    const first = await world.api('operator').get<Page>('/operator/keys?limit=2');
    expect(first.body.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const cursor = encodeURIComponent(first.body.nextCursor ?? '');
    const next = await world.api('operator').get<Page>(`/operator/keys?limit=2&cursor=${cursor}`);
    expect(next.body.items[0]?.id).toBe(ids[2]);
    expect(Object.keys(first.body.items[0] ?? {})).not.toContain('tenantId');
  });

  test('revokes a key, again without change; an unknown one is not there', async () => {
    const { body } = await world.api('operator').post<Issued>('/operator/keys', OFFER);
    const revoke = () => world.api('operator').post(`/operator/keys/${body.id}/revocation`);
    const first = await revoke();
    expect(first.body).toMatchObject({ id: body.id, state: 'revoked' });
    await world.advance('PT1M');
    expect((await revoke()).body).toEqual(first.body);
    const unknown = await world
      .api('operator')
      .post('/operator/keys/5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001/revocation');
    expect(unknown.body).toMatchObject({ status: 404, code: 'not-found' });
    const { store } = world.world();
    const issued = await store.changes(SERVICE, events, null, 1_000);
    expect(issued.items).toContainEqual(
      expect.objectContaining({
        what: 'key-issued',
        actorId: world.persona('operator').objectId,
        data: { keyId: body.id, ...OFFER },
      }),
    );
    const revoked = await store.changes(placeOf(body.id), events, null, 10);
    expect(revoked.items.map(({ what, data }) => ({ what, data }))).toEqual([
      { what: 'key-revoked', data: { keyId: body.id } },
    ]);
  });

  test('is told the field, the rule and the remedy of what cannot be issued', async () => {
    const { body } = await world
      .api('operator')
      .post('/operator/keys', { plan: 'gold', seats: 0, months: 1.5 });
    expect(body).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(JSON.stringify(body['errors'])).toMatch(/plan.*seats.*months/);
  });
});

/** Everything that the service has written on its disk. */
async function filesOf(of: TestWorld): Promise<Buffer[]> {
  const entries = await readdir(of.dataDir, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(`${entry.parentPath}/${entry.name}`)),
  );
}
