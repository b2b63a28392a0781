import { afterEach, describe, expect, test } from '@jest/globals';
import { monthAfter } from '../../api/usage/rules/months.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../world.ts';
import { done, someone, toNextMonth, usageOf, wordsOf, type Told } from './telling.ts';

let open: TestWorld | null = null;
afterEach(async () => {
  await open?.stop();
  open = null;
});

async function begin(options: WorldOptions = {}): Promise<TestWorld> {
  open = await startWorld(options);
  await open.synced();
  return open;
}

const HUNDRED = [
  { id: 'aaaaaaaa-0000-4000-8000-00000000000a', name: 'Contoso', users: 100, groups: 0 },
  { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Fabrikam' },
];

const tell = (world: TestWorld, activities: readonly Record<string, unknown>[]): Promise<Told> =>
  world.api('owner').post('/api/activities', activities);

describe('Usage through the API', () => {
  test('MAU-10: a person under two identifiers, and any case of them, is one', async () => {
    const world = await begin();
    const [personId = ''] = await someone(world, 1);
    const { body } = await world
      .api('owner')
      .get<{ userName: string; mail: string | null }>(`/api/people/${personId}`);
    const names = [personId, personId.toUpperCase(), body.userName, body.userName.toUpperCase()];
    const told = await tell(
      world,
      names.map((name) => done(world, name)),
    );
    expect(wordsOf(told)).toEqual(names.map(() => 'new'));
    expect(await usageOf(world)).toMatchObject({ used: 1, totalActive: 1 });
    const same = done(world, personId, { id: 'twice' });
    const again = { ...same, personId: body.userName };
    expect(wordsOf(await tell(world, [same, again]))).toEqual(['new', 'duplicate']);
    expect(wordsOf(await tell(world, [done(world, 'nobody@nowhere.example')]))).toEqual([
      'person-unknown',
    ]);
  });

  test('a catalog has figures of its own; an unknown catalog, and another tenant’s, is refused', async () => {
    const world = await begin();
    const [one = '', two = ''] = await someone(world, 2);
    const owner = world.api('owner');
    const catalogOf = async (api: typeof owner): Promise<string> =>
      (await api.post<{ id: string }>('/api/catalogs', { name: 'Safety' })).body.id;
    const [catalogId, foreign] = [await catalogOf(owner), await catalogOf(world.api('peerAdmin'))];
    const told = await tell(world, [
      done(world, one, { catalogId }),
      done(world, two),
      done(world, two, { catalogId: foreign }),
      done(world, two, { catalogId: '5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001' }),
    ]);
    expect(wordsOf(told)).toEqual(['new', 'new', 'catalog-unknown', 'catalog-unknown']);
    expect(await usageOf(world)).toMatchObject({ used: 2, totalActive: 2 });
    const path = `/api/catalogs/${catalogId}/usage`;
    expect((await owner.get(path)).body).toMatchObject({ catalogId, used: 1, totalActive: 1 });
    expect((await world.api('peerAdmin').get(path)).status).toBe(404);
  });

  test('MAU-12: people who are not enrolled in anything are counted as they come and go', async () => {
    const world = await begin();
    const owner = world.api('owner');
    const enabled = (await owner.get<{ items: { account: string }[] }>('/api/people?limit=500'))
      .body.items;
    const before = enabled.filter(({ account }) => account === 'enabled').length;
    expect((await usageOf(world)).overall.notEnrolled).toBe(before);
    const [personId = ''] = await someone(world, 1);
    const { id: catalogId } = (await owner.post<{ id: string }>('/api/catalogs', { name: 'A' }))
      .body;
    const { id: courseId } = (
      await owner.post<{ id: string }>(`/api/catalogs/${catalogId}/courses`, { name: 'B' })
    ).body;
    await owner.post(`/api/courses/${courseId}/enrolments`, { personIds: [personId] });
    expect((await usageOf(world)).overall.notEnrolled).toBe(before - 1);
    await owner.delete(`/api/courses/${courseId}/enrolments/${personId}`);
    expect((await usageOf(world)).overall.notEnrolled).toBe(before);
  });

  test('M-1, MAU-15: keys of a period add up; use beyond them is overage; periods can be looked back at', async () => {
    const world = await begin({ tenants: HUNDRED });
    await toNextMonth(world);
    const owner = world.api('owner');
    const people = await someone(world, 12);
    for (const seats of [4, 6]) {
      const { key } = await issue(world, { plan: 'mau', seats, months: 24 });
      expect((await activate(owner, key)).status).toBe(200);
    }
    await tell(
      world,
      people.slice(0, 7).map((personId) => done(world, personId)),
    );
    const first = await usageOf(world);
    expect(first).toMatchObject({ plan: 'mau', purchased: 10, used: 7, remaining: 3, overage: 0 });
    expect(first.overall).toMatchObject({
      active: 7,
      consuming: 7,
      consumingMonth: first.period.from,
    });
    await world.advance('P31D');
    await tell(
      world,
      people.map((personId) => done(world, personId)),
    );
    const second = await usageOf(world);
    expect(second).toMatchObject({ used: 19, remaining: 0, overage: 9, totalActive: 12 });
    expect(second.months.slice(0, 3).map(({ usedSoFar }) => usedSoFar)).toEqual([7, 19, 19]);

    await world.advance('P335D');
    const next = await usageOf(world);
    expect(next).toMatchObject({ used: 0, totalActive: 0, purchased: 0 });
    expect(next.periods.map(({ from }) => from)).toEqual([next.period.from, first.period.from]);
    expect(next.period.from).toBe(monthAfter(first.period.from, 12));
    const back = await usageOf(world, `?period=${monthAfter(first.period.from, 5)}`);
    expect(back).toMatchObject({ period: first.period, used: 19, totalActive: 12, overage: 9 });
    expect(back.months.every(({ closed }) => closed)).toBe(true);
    expect(back.overall.consumingMonth).toBe(first.period.to);
  }, 60_000);

  test('M-1: people who were active in the month before the plan began in it are part of its first month', async () => {
    const world = await begin();
    await toNextMonth(world);
    const [one = '', two = ''] = await someone(world, 2);
    await tell(world, [done(world, one)]);
    const { key } = await issue(world, { plan: 'mau', seats: 10, months: 12 });
    expect((await activate(world.api('owner'), key)).status).toBe(200);
    await tell(world, [done(world, two)]);
    expect(await usageOf(world)).toMatchObject({ used: 2, totalActive: 2 });
    await world.advance('P31D');
    await tell(world, [done(world, one)]);
    expect(await usageOf(world)).toMatchObject({ used: 3, totalActive: 2 });
    const before = new Date(world.world().clock.now() - 70 * 86_400_000).toISOString();
    expect(wordsOf(await tell(world, [done(world, one, { at: before })]))).toEqual([
      'before-activation',
    ]);
  });

  test('MAU-8: who is removed later stays counted', async () => {
    const world = await begin();
    const owner = world.api('owner');
    await toNextMonth(world);
    const person = await owner.post<{ id: string }>('/api/people', { displayName: 'Ada Flow' });
    const { id } = person.body;
    expect(wordsOf(await tell(world, [done(world, id)]))).toEqual(['new']);
    expect((await owner.delete(`/api/people/${id}`)).status).toBe(202);
    expect(await usageOf(world)).toMatchObject({ used: 1, totalActive: 1 });
    await world.advance('P40D');
    expect(await usageOf(world)).toMatchObject({ used: 1, totalActive: 1 });
  });

  test('the recount is a job that finds nothing where nothing is wrong', async () => {
    const world = await begin();
    const owner = world.api('owner');
    const [personId = ''] = await someone(world, 1);
    await tell(world, [done(world, personId)]);
    const { status, body } = await owner.post<{ id: string }>('/api/usage/recount');
    expect(status).toBe(202);
    const jobOf = async () =>
      (await owner.get<{ state: string; result: unknown }>(`/api/jobs/${body.id}`)).body;
    for (let tries = 0; tries < 2_000 && (await jobOf()).state !== 'succeeded'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await jobOf()).toMatchObject({
      state: 'succeeded',
      result: { kept: { unique: 1 }, recounted: { unique: 1 }, differencesTotal: 0, healed: true },
    });
  }, 60_000);

  test('M-1: a new time zone acts from the next month', async () => {
    const world = await begin();
    await toNextMonth(world);
    const owner = world.api('owner');
    const [personId = ''] = await someone(world, 1);
    const { period } = await usageOf(world);
    const zoned = await owner.patch('/api/account', { timeZone: 'Pacific/Kiritimati' });
    expect(zoned.status).toBe(200);
    expect((await usageOf(world)).timeZone).toBe('UTC');
    await world.advance('P31D');
    const month = new Date(world.world().clock.now()).toISOString().slice(0, 7);
    expect((await usageOf(world)).timeZone).toBe('Pacific/Kiritimati');
    // Twelve hours before the end of the month in UTC it is the next one in Kiritimati.
    const end = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - 12 * 3_600_000;
    const wait = end - world.world().clock.now();
    await world.advance(`PT${Math.ceil(wait / 1_000)}S`);
    await tell(world, [done(world, personId)]);
    const { months } = await usageOf(world, `?period=${period.from}`);
    expect(months.filter(({ unique }) => unique > 0).map((one) => one.month)).toEqual([
      monthAfter(month, 1),
    ]);
  });

  test('M-4: 75, 90 and 100 % are told once each, also where much comes at once and again', async () => {
    const world = await begin({ tenants: HUNDRED });
    await toNextMonth(world);
    const { key } = await issue(world, { plan: 'mau', seats: 20, months: 12 });
    expect((await activate(world.api('owner'), key)).status).toBe(200);
    const people = await someone(world, 25);
    const told = async (): Promise<unknown[]> => {
      const { body } = await world
        .api('owner')
        .get<{ items: { kind: string; data: { threshold?: number }; person: { id: string } }[] }>(
          '/api/notifications?limit=500',
        );
      const owner = world.persona('owner').objectId;
      return body.items
        .filter(({ kind, person }) => kind === 'usage-threshold-reached' && person.id === owner)
        .map(({ data }) => data.threshold)
        .toSorted();
    };
    const until = async (thresholds: readonly number[]): Promise<void> => {
      for (let tries = 0; tries < 1_000 && (await told()).length < thresholds.length; tries++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await told()).toEqual(thresholds);
    };
    const upTo = async (count: number): Promise<void> => {
      const all = people.slice(0, count).map((id) => done(world, id, { id: `once/${id}` }));
      await Promise.all([tell(world, all), tell(world, all), tell(world, all)]);
    };
    await upTo(14);
    expect(await told()).toEqual([]);
    await upTo(15);
    await until([75]);
    await upTo(17);
    await upTo(18);
    await until([75, 90]);
    await upTo(25);
    await until([100, 75, 90].toSorted());
    await world.restart();
    await upTo(25);
    await world.advance('PT2H');
    await until([100, 75, 90].toSorted());
    expect(await usageOf(world)).toMatchObject({ used: 25, purchased: 20, overage: 5 });
  }, 120_000);
});
