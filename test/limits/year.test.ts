import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lookForDue } from '../../api/due/jobs.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import type { Delivery } from '../../api/notifications/rules/deliveries.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld, type Api, type TestWorld } from '../world.ts';

/** One year and what comes after it, in one run on the local clock, through the front door. */
let world: TestWorld;
let owner: Api;
let people: string[];
let courseId: string;

beforeAll(async () => {
  world = await startWorld({
    tenants: [
      { id: TENANT, name: 'Contoso', users: 60, groups: 0 },
      { id: PEER, name: 'Fabrikam' },
    ],
  });
  owner = world.api('owner');
  await world.synced();
  await world.api('globalAdmin').get('/api/me');
  await world.api('lmsAdmin').get('/api/me');
  const page = await owner.get<{ items: { id: string; standing: string }[] }>(
    '/api/people?limit=500',
  );
  people = page.body.items
    .filter(({ standing }) => standing === 'no-enrolment')
    .map(({ id }) => id);
  const catalog = await owner.post<{ id: string }>('/api/catalogs', { name: 'Safety' });
  const course = await owner.post<{ id: string }>(`/api/catalogs/${catalog.body.id}/courses`, {
    name: 'Fire drill',
  });
  courseId = course.body.id;
});
afterAll(() => world.stop());

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';
const PEER = 'bbbbbbbb-0000-4000-8000-00000000000b';

/** What each admin is told, and on which day. */
const TOLD = [
  '0 subscription-activated',
  '0 threshold-reached 75',
  '0 threshold-reached 90',
  '0 limit-reached',
  '7 grace-days-left limit 7',
  '7 subscription-activated',
  '7 window-closed limit',
  '7 window-closed limit',
  '9 limit-reached',
  '16 grace-days-left limit 7',
  '20 grace-days-left limit 3',
  '22 grace-days-left limit 1',
  '23 window-ended no-new-seats',
  '23 learning-resumed',
  '305 term-ends 60',
  '312 term-ends 60',
  '335 term-ends 30',
  '342 term-ends 30',
  '351 term-ends 14',
  '358 term-ends 7',
  '358 term-ends 14',
  '364 term-ends 1',
  '365 subscription-expired',
  '365 term-ends 7',
  '371 term-ends 1',
  '372 grace-days-left expired 7',
  '372 subscription-expired',
  '376 grace-days-left expired 3',
  '378 grace-days-left expired 1',
  '379 limit-reached',
  '379 grace-days-left expired 7',
  '383 grace-days-left expired 3',
  '385 grace-days-left expired 1',
  '386 grace-days-left limit 7',
  '386 account-inactive expired',
];

interface Subscription {
  readonly account: { readonly state: string; readonly reason: string | null };
  readonly learning: string;
  readonly seats: { readonly used: number; readonly capacity: number | null };
  readonly grace: { readonly reason: string; readonly daysLeft: number } | null;
}

const subscription = async (): Promise<Subscription> =>
  (await owner.get<Subscription>('/api/subscription')).body;

const allDeliveries = async (): Promise<Delivery[]> => {
  const held = await allOf(world.world().store, rootOf(TENANT), deliveries, 'byAge');
  return held.map(({ doc }) => doc);
};

/** Waits until nothing is due any more, and every message is on its way. */
async function settled(): Promise<void> {
  const givesUpAtMs = Date.now() + 60_000;
  for (let quiet = 0; quiet < 5;) {
    const now = world.world().clock.now();
    const look = await lookForDue(world.world(), () => true);
    const open = (await allDeliveries()).filter(
      ({ state, dueAt }) => state === 'sending' || (dueAt !== null && dueAt <= now),
    );
    quiet = look.due.length === 0 && open.length === 0 ? quiet + 1 : 0;
    if (Date.now() > givesUpAtMs) throw new Error('It does not come to rest.');
    await wait(20);
  }
}

let enrolled = 0;
const enrol = async (count: number) => {
  const personIds = people.slice(enrolled, enrolled + count);
  const reply = await owner.post(`/api/courses/${courseId}/enrolments`, { personIds });
  if (reply.status === 200) enrolled += count;
  await settled();
  return reply;
};
const unenrol = async (count: number) => {
  for (let n = 0; n < count; n++) {
    enrolled--;
    await owner.delete(`/api/courses/${courseId}/enrolments/${people[enrolled] ?? ''}`);
  }
  await settled();
};
const advance = async (duration: string) => {
  await world.advance(duration);
  await settled();
};

test('a year of an account: every message comes once, to every admin, in their language, and the states follow', async () => {
  const begun = world.world().clock.now();
  const daysIn = (at: number): number => Math.round((at - begun) / 86_400_000);

  await enrol(14);
  expect(await subscription()).toMatchObject({
    ...{ account: { state: 'Trial' }, learning: 'open', seats: { used: 14, capacity: null } },
  });
  await activate(owner, (await issue(world, { seats: 20, months: 12 })).key);
  await settled();
  await enrol(1);
  await enrol(3);
  await enrol(2);
  expect(await subscription()).toMatchObject({
    ...{ seats: { used: 20, capacity: 20 }, learning: 'open' },
    grace: { reason: 'limit', daysLeft: 14 },
  });

  await advance('P7D');
  await activate(owner, (await issue(world, { seats: 10, months: 12 })).key);
  await settled();
  expect((await subscription()).grace).toBeNull();
  await enrol(10);
  expect((await subscription()).grace).toMatchObject({ reason: 'limit', daysLeft: 7 });
  await unenrol(1);
  await advance('P2D');
  await enrol(1);
  expect((await subscription()).grace).toMatchObject({ reason: 'limit', daysLeft: 14 });

  await advance('P14D');
  expect(await subscription()).toMatchObject({ learning: 'no-new-seats', grace: null });
  expect(await enrol(2)).toMatchObject({
    status: 409,
    body: { code: 'seats-none-left', needed: 2, left: 0 },
  });
  await unenrol(2);
  expect((await subscription()).learning).toBe('open');
  await advance('P2D');

  // From here time alone: the first term ends, its seats drop out, the second ends, and nothing is left.
  await advance('P355D');
  expect(await subscription()).toMatchObject({
    ...{ learning: 'open', seats: { used: 28, capacity: 10 }, grace: { reason: 'expired' } },
  });
  await advance('P10D');
  expect(await subscription()).toMatchObject({
    ...{ account: { state: 'Inactive', reason: 'expired' }, learning: 'stopped' },
  });

  const all = await allDeliveries();
  const told = (personId: string): string[] =>
    all
      .filter((one) => one.personId === personId)
      .toSorted((one, other) => one.noticeAt - other.noticeAt)
      .map(({ notice, noticeAt }) => {
        const { what, ...data } = notice;
        const detail =
          'daysLeft' in data
            ? `${'reason' in data ? `${data.reason} ` : ''}${data.daysLeft}`
            : 'threshold' in data
              ? data.threshold
              : 'outcome' in data
                ? data.outcome
                : 'reason' in data
                  ? data.reason
                  : '';
        return `${daysIn(noticeAt)} ${what} ${detail}`.trim();
      });
  const owners = told(world.persona('owner').objectId);
  expect(owners).toEqual(TOLD);
  for (const [name, language] of [
    ['globalAdmin', 'nl'],
    ['lmsAdmin', 'fr'],
    ['owner', 'en'],
  ] as const) {
    const { objectId } = world.persona(name);
    expect(told(objectId)).toEqual(owners);
    const theirs = all.filter(({ personId }) => personId === objectId);
    expect(new Set(theirs.map((one) => one.language?.slice(0, 2)))).toEqual(new Set([language]));
    expect(theirs.every(({ state }) => state === 'delivered')).toBe(true);
  }
  expect(world.cloud.mailbox.mails()).toHaveLength(all.length);
}, 240_000);
