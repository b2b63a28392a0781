import { afterEach, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import {
  at,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  PARTNER,
  sku,
  startPartnerWorld,
  type PartnerWorld,
} from './partner-world.ts';

let world: PartnerWorld;
afterEach(() => world.stop());

type Body = Record<string, unknown>;

const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';
const LICENCES = 30;

const rows = (count: number, licence: string): string[] =>
  Array.from(
    { length: count },
    (_, nth) => `,,Person ${nth},p${nth}@${NORTHWIND_DOMAIN},NL,${licence},,`,
  );

const send = async (lines: readonly string[]): Promise<unknown> => {
  const { body } = await world.agent.post(at('/imports/users'), [OWN, ...lines].join('\n'), {
    contentType: 'text/csv',
  });
  return body['id'];
};

/** Waits until so many of a job's users are in the customer's directory. */
async function untilMade(count: number): Promise<void> {
  const { users } = world.cloud.tenant(NORTHWIND).directory;
  while (users.total() < count) await wait(1);
}

const entriesOf = async (jobId: unknown): Promise<Body[]> =>
  (await world.agent.get<{ items: Body[] }>(at(`/jobs/${String(jobId)}/entries?limit=500`))).body
    .items;

test('a licence that somebody else takes in the middle is missing for one user, who is named with the product (C-3)', async () => {
  world = await startPartnerWorld({
    customer: {
      users: 40,
      products: [{ partNumber: 'STANDARDPACK', enabled: LICENCES }],
      latencyMs: 5,
    },
  });
  const customer = world.cloud.tenant(NORTHWIND);
  const others = [world.userAt(35), world.userAt(36)];
  const job = await world.agent.post(at('/licence-changes'), {
    userIds: Array.from({ length: LICENCES }, (_, place) => world.userAt(place)),
    add: [{ skuId: sku('STANDARDPACK') }],
    usageLocation: 'NL',
  });
  for (const userId of others)
    customer.perform({
      act: 'assignLicences',
      userId,
      add: [{ skuId: sku('STANDARDPACK'), disabledPlans: [] }],
      remove: [],
    });
  const ended = await world.ended(job.body['id']);
  expect(ended).toMatchObject({ state: 'partly-failed' });
  const entries = await entriesOf(job.body['id']);
  const short = entries.filter(({ state }) => state !== 'done');
  expect(short).toHaveLength(others.length);
  for (const entry of short) {
    expect(entry).toMatchObject({
      faults: [{ code: 'no-licence-left', skuId: sku('STANDARDPACK') }],
    });
  }
  expect(entries.filter(({ state }) => state === 'done')).toHaveLength(LICENCES - others.length);
});

test('where the relationship is terminated in the middle, each user is told as made or as refused with that reason, and it is true', async () => {
  world = await startPartnerWorld({ customer: { latencyMs: 20 } });
  const customer = world.cloud.tenant(NORTHWIND);
  const before = customer.directory.users.total();
  const jobId = await send(rows(400, ''));
  await untilMade(before + 60);
  const partner = world.cloud.tenant(PARTNER);
  const [relationship] = partner.relationships.all();
  partner.perform({
    act: 'changeRelationship',
    id: relationship?.id ?? '',
    changes: { status: 'terminated' },
  });
  const ended = await world.ended(jobId);
  expect(ended).toMatchObject({ state: 'partly-failed', done: 400 });
  const made = customer.directory.users.total() - before;
  const entries = await entriesOf(jobId);
  const by = Map.groupBy(entries, ({ state }) => state);
  expect(by.get('done')).toHaveLength(made);
  expect([...by.keys()].sort()).toEqual(['done', 'refused']);
  const codes = new Set(
    (by.get('refused') ?? []).flatMap(({ faults }) => (faults as Body[]).map(({ code }) => code)),
  );
  expect([...codes]).toEqual(['relationship-not-active']);
});

test('a job that is cancelled keeps what it did, and the rest was never tried', async () => {
  world = await startPartnerWorld({ customer: { latencyMs: 30 } });
  const { users } = world.cloud.tenant(NORTHWIND).directory;
  const before = users.total();
  const jobId = await send(rows(900, ''));
  await untilMade(before + 20);
  await world.agent.delete(`/api/jobs/${String(jobId)}`);
  expect(await world.ended(jobId)).toMatchObject({ state: 'cancelled' });
  const { body } = await world.agent.get(at(`/jobs/${String(jobId)}`));
  const counts = body['counts'] as Record<string, number>;
  expect(counts).toMatchObject({ planned: 0, begun: 0, refused: 0 });
  expect((counts['done'] ?? 0) + (counts['skipped'] ?? 0) + (counts['unknown'] ?? 0)).toBe(900);
  expect(counts['skipped']).toBeGreaterThan(0);
});

test('an import whose process is closed in the middle goes on after the start, and hands out every password', async () => {
  world = await startPartnerWorld({ customer: { latencyMs: 20 } });
  const { users } = world.cloud.tenant(NORTHWIND).directory;
  const before = users.total();
  const jobId = await send(rows(600, ''));
  await untilMade(before + 60);
  await world.restart();
  expect(await world.ended(jobId)).toMatchObject({ state: 'succeeded', result: { done: 600 } });
  expect(users.total()).toBe(before + 600);
  const { body } = await world.agent.post(at(`/imports/${String(jobId)}/passwords`), {});
  const renewal = body['renewal'] as { jobId: string; users: number };
  expect(Number(body['count']) + renewal.users).toBe(600);
  expect(await world.ended(renewal.jobId)).toMatchObject({ state: 'succeeded' });
  const renewed = await world.agent.post(at(`/imports/${renewal.jobId}/passwords`), {});
  expect(renewed.body).toMatchObject({ count: renewal.users, renewal: null });
});

test('licences of users whom a terminated relationship no longer reaches are refused with that reason', async () => {
  world = await startPartnerWorld({ customer: { users: 300, latencyMs: 20 } });
  const job = await world.agent.post(at('/licence-changes'), {
    userIds: Array.from({ length: 300 }, (_, place) => world.userAt(place)),
    add: [{ skuId: sku('FLOW_FREE') }],
    usageLocation: 'NL',
  });
  const partner = world.cloud.tenant(PARTNER);
  const [relationship] = partner.relationships.all();
  const changes = { status: 'terminated' } as const;
  partner.perform({ act: 'changeRelationship', id: relationship?.id ?? '', changes });
  expect(await world.ended(job.body['id'])).toMatchObject({ state: 'partly-failed', done: 300 });
  const entries = await entriesOf(job.body['id']);
  const { licences } = world.cloud.tenant(NORTHWIND);
  const given = entries.filter(({ state }) => state === 'done');
  expect(given).toHaveLength(licences.consumed(sku('FLOW_FREE')));
  const refused = entries.filter(({ state }) => state === 'refused');
  expect(given.length + refused.length).toBe(300);
  for (const { faults } of refused)
    expect(faults).toMatchObject([{ code: 'relationship-not-active' }]);
});
