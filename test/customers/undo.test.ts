import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  at,
  NORTHWIND_DOMAIN,
  sku,
  startPartnerWorld,
  type PartnerWorld,
} from './partner-world.ts';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld();
});
afterAll(() => world.stop());

const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';
const user = (name: string): string => `${name}@${NORTHWIND_DOMAIN}`;

type Body = Record<string, unknown>;

const undo = (jobId: unknown, preview = false) =>
  world.agent.post(at(`/undo/${String(jobId)}${preview ? '?preview=true' : ''}`), undefined);

/** Takes a job back and waits for the end of that. */
async function undone(jobId: unknown): Promise<Body> {
  const { status, body } = await undo(jobId);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return world.ended(body['id']);
}

const jobAt = async (jobId: unknown): Promise<Body> =>
  (await world.agent.get(at(`/jobs/${String(jobId)}`))).body;

async function importOf(...names: readonly string[]): Promise<Body> {
  const rows = names.map((name) => `,,${name},${user(name)},NL,FLOW_FREE,,`);
  const { body } = await world.agent.post(at('/imports/users'), [OWN, ...rows].join('\n'), {
    contentType: 'text/csv',
  });
  return world.ended(body['id']);
}

const idOf = async (name: string): Promise<string> => {
  const { body } = await world.agent.get<{ items: Body[] }>(at(`/users?search=${name}`));
  const found = body.items.find(({ userName }) => userName === user(name));
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return String(found['id']);
};
const userNow = async (userId: string): Promise<Body | null> => {
  const { status, body } = await world.agent.get(at(`/users/${userId}`));
  return status === 200 ? body : null;
};
const skusOf = (body: Body | null): unknown[] =>
  ((body?.['licences'] ?? []) as Body[]).map(({ skuId }) => skuId).sort();

describe('Taking an import back', () => {
  test('deletes whom it made, leaves who was changed since, and is itself undone by restoring them', async () => {
    const job = await importOf('una', 'ugo', 'ulf');
    const [una, ugo, ulf] = await Promise.all(['una', 'ugo', 'ulf'].map(idOf));
    await world.agent.patch(at(`/users/${String(ulf)}`), { displayName: 'Ulf the Second' });

    const { body: preview } = await undo(job['id'], true);
    expect(preview).toMatchObject({
      counts: { will: 2, partly: 0, cannot: 1, nothing: 0 },
      users: [
        { no: 3, outcome: 'cannot', act: null, reasons: [{ code: 'changed-since' }] },
        { no: 2, outcome: 'will', act: 'delete' },
        { no: 1, outcome: 'will', act: 'delete' },
      ],
    });
    expect(await userNow(String(una))).not.toBeNull();

    const taken = await undone(job['id']);
    expect(taken).toMatchObject({ state: 'partly-failed', result: { done: 2, refused: 1 } });
    expect(await userNow(String(una))).toBeNull();
    expect(await userNow(String(ulf))).toMatchObject({ displayName: 'Ulf the Second' });
    expect(await jobAt(job['id'])).toMatchObject({ undo: 'undone', undoneBy: taken['id'] });
    expect(await jobAt(taken['id'])).toMatchObject({ undo: 'possible', undoes: job['id'] });

    const back = await undone(taken['id']);
    expect(back).toMatchObject({ state: 'succeeded', result: { done: 2 } });
    expect(skusOf(await userNow(String(ugo)))).toEqual([sku('FLOW_FREE')]);
  });
});

describe('Taking licence changes back', () => {
  test('gives each user what the user had, product by product, and leaves what others did since', async () => {
    const [one, two] = [world.userAt(1), world.userAt(2)];
    const change = (body: Body) => world.agent.post(at('/licence-changes'), body);
    const first = await change({
      userIds: [one, two],
      add: [{ skuId: sku('STANDARDPACK') }],
      usageLocation: 'NL',
    });
    await world.ended(first.body['id']);
    const second = await change({
      userIds: [one, two],
      add: [{ skuId: sku('FLOW_FREE') }],
      remove: [sku('STANDARDPACK')],
    });
    expect(await world.ended(second.body['id'])).toMatchObject({ state: 'succeeded' });
    const other = await change({ userIds: [two], remove: [sku('FLOW_FREE')] });
    await world.ended(other.body['id']);

    const { body: preview } = await undo(second.body['id'], true);
    expect(preview).toMatchObject({
      counts: { will: 2 },
      users: [
        { userId: two, licencesBack: [sku('STANDARDPACK')], licencesTaken: [] },
        { userId: one, licencesBack: [sku('STANDARDPACK')], licencesTaken: [sku('FLOW_FREE')] },
      ],
    });
    expect(await undone(second.body['id'])).toMatchObject({ state: 'succeeded' });
    expect(skusOf(await userNow(one))).toEqual([sku('STANDARDPACK')]);
    expect(skusOf(await userNow(two))).toEqual([sku('STANDARDPACK')]);
  });
});

describe('Taking single acts back', () => {
  test('a change of fields gives back each field that nobody has changed since', async () => {
    const userId = world.userAt(4);
    const before = await userNow(userId);
    const { body } = await world.agent.patch(at(`/users/${userId}`), {
      displayName: 'Other Name',
      lastName: 'Other',
    });
    await world.agent.patch(at(`/users/${userId}`), { lastName: 'Third' });
    const { body: preview } = await undo(body['jobId'], true);
    expect(preview).toMatchObject({
      counts: { partly: 1 },
      users: [
        { outcome: 'partly', fieldsBack: ['displayName'], reasons: [{ code: 'changed-since' }] },
      ],
    });
    expect(await undone(body['jobId'])).toMatchObject({ state: 'partly-failed' });
    expect(await userNow(userId)).toMatchObject({
      displayName: before?.['displayName'],
      lastName: 'Third',
    });
  });

  test('a deletion is taken back with its licences; a password is not', async () => {
    const job = await importOf('dan');
    const userId = await idOf('dan');
    const { body: reset } = await world.agent.post(at(`/users/${userId}/password`));
    expect(reset['temporaryPassword']).toEqual(expect.any(String));
    await world.agent.delete(at(`/users/${userId}`));
    const { body: jobs } = await world.agent.get<{ items: Body[] }>(at('/jobs?limit=5'));
    const [deletion, password] = jobs.items;
    expect([deletion?.['what'], password?.['what']]).toEqual(['delete', 'password']);
    expect(password?.['undo']).toBe('passwords-only');
    const { body: preview } = await undo(password?.['id'], true);
    expect(preview).toMatchObject({ users: [{ reasons: [{ code: 'password-not-undoable' }] }] });
    expect(await undone(deletion?.['id'])).toMatchObject({ state: 'succeeded' });
    expect(skusOf(await userNow(userId))).toEqual([sku('FLOW_FREE')]);
    expect(await jobAt(job['id'])).toMatchObject({ undo: 'possible' });
  });

  test('a deletion whose user name is somebody else’s now says how to restore it', async () => {
    await importOf('ned');
    const userId = await idOf('ned');
    await world.agent.delete(at(`/users/${userId}`));
    await importOf('ned');
    const { body: jobs } = await world.agent.get<{ items: Body[] }>(at('/jobs?limit=2'));
    const deletion = jobs.items.find(({ what }) => what === 'delete');
    const { body } = await undo(deletion?.['id'], true);
    expect(body).toMatchObject({
      counts: { cannot: 1 },
      users: [{ reasons: [{ code: 'name-taken' }] }],
    });
  });
});

test('A job of another customer, or none, cannot be taken back', async () => {
  expect(await undo('00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
});
