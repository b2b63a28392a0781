import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { events } from '../../api/audit/kinds.ts';
import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { THIS_PROCESS } from '../../api/directory/actions/lease.ts';
import { runSync, type RunEnd } from '../../api/directory/actions/run-sync.ts';
import { askForSync, readPeopleSync } from '../../api/directory/actions/sync-state.ts';
import { dueAt, statusOf, type PeopleSync } from '../../api/directory/rules/sync.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { seatsUsed } from '../../api/seats/actions/figures.ts';
import { readPerson } from '../../api/seats/actions/reading.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import type { Tenant as CloudTenant } from '../../local/tenants/tenant.ts';
import { startHarness, type Harness } from './harness.ts';

const ACTOR = { personId: null, actId: 'test' };
const GRAPH = 'graph.microsoft.com';

describe.each([1, 4])('the sync of a directory, %i buckets', (buckets) => {
  let harness: Harness;
  let home: CloudTenant;
  beforeEach(async () => {
    harness = await startHarness({ buckets, directory: { users: 40 } });
    home = harness.cloud.tenant(harness.tenant.tenantId);
  });
  afterEach(() => harness.close());

  const run = (): Promise<RunEnd> => runSync(harness.world, harness.tenant, THIS_PROCESS);
  const sync = async (): Promise<PeopleSync> => {
    const held = await readPeopleSync(harness.world, harness.tenant.tenantId);
    if (held === null) throw new Error('never run');
    return held;
  };
  const aUser = (place: number): string => home.directory.users.standing(place).user.id;
  const person = async (place: number): Promise<Person> => {
    const held = await readPerson(harness.world, harness.tenant, aUser(place));
    if (held === null) throw new Error('unknown');
    return held.doc;
  };
  const enrol = async (...places: number[]): Promise<void> => {
    const { world, tenant } = harness;
    const { catalogId } = (await createCatalog(world, tenant, ACTOR, 'Catalog')).doc;
    const wanted = { catalogId, type: 'course', name: 'Course', published: true } as const;
    const { trainingId } = (await createTraining(world, tenant, ACTOR, wanted)).doc;
    const people = places.map((place) => ({ personId: aUser(place) }));
    await enrolPeople(world, tenant, ACTOR, { trainingId, catalogId, people });
  };
  const used = (): Promise<number> => seatsUsed(harness.world, harness.tenant);
  const synced = async (): Promise<number> => {
    const found = await Promise.all(
      bucketsOf(harness.tenant.tenantId, buckets).map((bucket) =>
        harness.store.changes(bucket, events, null, 1_000),
      ),
    );
    return found.flatMap(({ items }) => items).filter(({ what }) => what === 'people-synced')
      .length;
  };

  test('brings everybody in once, without an event for whoever only appears', async () => {
    expect(await run()).toBe('done');
    const { peopleSeen, peopleExpected, lastSuccessAt } = await sync();
    expect(peopleSeen).toBe(home.directory.users.total());
    expect(peopleExpected).toBe(peopleSeen);
    expect(lastSuccessAt).not.toBeNull();
    expect(await person(10)).toMatchObject({ account: 'enabled', counted: false });
    expect(await synced()).toBe(0);
  });

  test('L-7, L-20: disabling frees the seat at once, and enabling counts the person again', async () => {
    await run();
    await enrol(10, 11);
    home.perform({ act: 'changeUser', id: aUser(10), changes: { accountEnabled: false } });
    await run();
    expect(await used()).toBe(1);
    expect(await person(10)).toMatchObject({ standing: 'disabled' });
    home.perform({ act: 'changeUser', id: aUser(10), changes: { accountEnabled: true } });
    await run();
    expect(await used()).toBe(2);
    expect(await synced()).toBe(2);
  });

  test('S-5: a deleted account keeps its enrolments, and counts again when it is restored', async () => {
    await run();
    await enrol(10);
    home.perform({ act: 'deleteUser', id: aUser(10) });
    await run();
    expect(await used()).toBe(0);
    const { account, deletedAt } = await person(10);
    expect(account).toBe('deleted');
    expect(Math.abs((deletedAt ?? 0) - harness.cloud.clock.now())).toBeLessThan(60_000);
    home.perform({ act: 'restoreUser', id: aUser(10) });
    await run();
    expect(await used()).toBe(1);
    expect(await person(10)).toMatchObject({ account: 'enabled', deletedAt: null });
  });

  test('S-5: 30 days after the deletion everything of the person goes for good', async () => {
    await run();
    await enrol(10, 11);
    home.perform({ act: 'deleteUser', id: aUser(10) });
    await run();
    for (let day = 0; day < 29; day += 5) {
      harness.cloud.clock.advance('P5D');
      if (day < 25) await run();
      if (day < 25) expect(Object.keys((await person(10)).catalogs).length).toBe(1);
    }
    harness.cloud.clock.advance('PT1M');
    await run();
    expect(await person(10)).toMatchObject({ account: 'purged', catalogs: {}, dueAt: null });
    expect(await used()).toBe(1);
  });

  test('a person who was restored meanwhile loses nothing when the 30 days are over', async () => {
    await run();
    await enrol(10);
    home.perform({ act: 'deleteUser', id: aUser(10) });
    await run();
    home.perform({ act: 'restoreUser', id: aUser(10) });
    // The directory's changes do not come through; what is due comes all the same.
    harness.cloud.faults.add({ host: GRAPH, delta: 'emptyPage', times: 1 });
    harness.cloud.clock.advance('P31D');
    await run();
    expect(await used()).toBe(1);
  });

  test('a stale row that contradicts the directory changes nothing', async () => {
    await run();
    await enrol(10);
    harness.cloud.faults.add({
      host: GRAPH,
      path: '/v1.0/users/delta',
      rowsBefore: [
        { id: aUser(10), accountEnabled: false },
        { id: aUser(11), '@removed': { reason: 'changed' } },
        { id: aUser(12), '@removed': { reason: 'deleted' } },
      ],
    });
    await run();
    expect(await used()).toBe(1);
    expect(await person(11)).toMatchObject({ account: 'enabled' });
    expect(await person(12)).toMatchObject({ account: 'enabled' });
  });

  test('S-3: a guest who is invited again is another person', async () => {
    const guest = { userPrincipalName: 'g_x#EXT#@contoso.onmicrosoft.com', displayName: 'Guest' };
    const invite = (): void => {
      home.perform({ act: 'addUsers', users: [{ ...guest, userType: 'Guest' }] });
    };
    invite();
    const first = home.directory.users.total() - 1;
    await run();
    await enrol(first);
    home.perform({ act: 'deleteUser', id: aUser(first) });
    invite();
    await run();
    expect(await person(first)).toMatchObject({ account: 'deleted', guest: true });
    expect(await person(first + 1)).toMatchObject({ account: 'enabled', counted: false });
    expect(await used()).toBe(0);
  });

  describe('after a reset', () => {
    const forget = (places: readonly number[]): void => {
      for (const place of places) home.perform({ act: 'deleteUser', id: aUser(place) });
      home.perform({ act: 'resetDelta' });
    };

    test('whoever is missing is looked up: deleted with the date, or gone for good', async () => {
      await run();
      forget([10, 11]);
      home.perform({ act: 'purgeUser', id: aUser(11) });
      await run();
      expect(await person(10)).toMatchObject({ account: 'deleted' });
      expect(await person(11)).toMatchObject({ account: 'purged' });
      expect(await sync()).toMatchObject({ generation: 2, sweep: 'none', vanished: 2 });
    });

    test('so many missing are held until an admin confirms, and changes still come through', async () => {
      await run();
      const places = Array.from({ length: 15 }, (_, i) => 10 + i);
      forget(places);
      await run();
      expect(await sync()).toMatchObject({ sweep: 'held', vanished: 15 });
      expect(statusOf(await sync(), Date.now())).toBe('held');
      expect(await person(10)).toMatchObject({ account: 'enabled' });
      home.perform({ act: 'changeUser', id: aUser(30), changes: { accountEnabled: false } });
      await run();
      expect(await person(30)).toMatchObject({ account: 'disabled' });
      expect(await person(10)).toMatchObject({ account: 'enabled' });
      await askForSync(harness.world, harness.tenant.tenantId, harness.cloud.clock.now(), true);
      await run();
      expect(await person(10)).toMatchObject({ account: 'deleted' });
      expect(await sync()).toMatchObject({ sweep: 'none', vanishedAccepted: false });
    });

    test('a confirmation that comes before anything is held confirms nothing', async () => {
      await run();
      await askForSync(harness.world, harness.tenant.tenantId, harness.cloud.clock.now(), true);
      expect(await sync()).toMatchObject({ vanishedAccepted: false });
    });
  });

  test('a link that is older than 6 days is not tried, and everybody is read again', async () => {
    await run();
    harness.cloud.clock.advance('P6DT1H');
    await run();
    expect(await sync()).toMatchObject({ generation: 2, lastReset: 'too-old' });
  });

  test('everybody is read again once a week', async () => {
    await run();
    for (let day = 0; day < 7; day++) {
      harness.cloud.clock.advance('P1D');
      await run();
    }
    expect(await sync()).toMatchObject({ generation: 2, lastReset: null, sweep: 'none' });
  });

  test('a failure is shown and comes again later each time, until one succeeds', async () => {
    await run();
    harness.cloud.faults.add({ host: GRAPH, status: 503, times: 1_000 });
    const waits: number[] = [];
    for (let failure = 1; failure <= 3; failure++) {
      expect(await run()).toBe('failed');
      const held = await sync();
      expect(held).toMatchObject({ failures: failure, failure: { code: 'directory-unavailable' } });
      waits.push(dueAt(held) - (held.failure?.at ?? 0));
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(statusOf(await sync(), Date.now())).toBe('failing');
    harness.cloud.faults.clear();
    expect(await run()).toBe('done');
    expect(await sync()).toMatchObject({ failures: 0, failure: null });
  });

  test('a Retry-After is waited for', async () => {
    await run();
    const headers = { 'Retry-After': '1800' };
    harness.cloud.faults.add({ host: GRAPH, status: 429, headers });
    await run();
    const held = await sync();
    expect(dueAt(held) - (held.failure?.at ?? 0)).toBe(1_800_000);
  });

  test('without consent it says so', async () => {
    home.perform({ act: 'changeSettings', settings: { consented: false } });
    expect(await run()).toBe('failed');
    expect(statusOf(await sync(), Date.now())).toBe('consent-missing');
  });

  test('asking brings the next run forward, also while one is under way', async () => {
    await run();
    const { tenantId } = harness.tenant;
    const now = harness.cloud.clock.now() + 1_000;
    expect(dueAt(await sync())).toBeGreaterThan(now);
    await askForSync(harness.world, tenantId, now + DAY_MS);
    expect(dueAt(await sync())).toBeLessThan(now + DAY_MS);
    await askForSync(harness.world, tenantId, now);
    expect(dueAt(await sync())).toBe(now);
    harness.cloud.clock.advance('PT2S');
    await run();
    expect(dueAt(await sync())).toBeGreaterThan(now);
  });

  test('of two workers one runs, and the other one leaves it to it', async () => {
    const ends = await Promise.all([run(), run()]);
    expect(ends.sort()).toEqual(['done', 'taken']);
  });

  test('a worker that is overtaken writes no cursor', async () => {
    await run();
    const other = { id: 'another', alone: true, closing: null };
    const [first, second] = await Promise.all([
      run(),
      runSync(harness.world, harness.tenant, other),
    ]);
    expect([first, second]).toContain('done');
    expect((await sync()).leaseUntil).toBe(0);
  });

  test('a closing process stops at its next step and lets go', async () => {
    const closing = AbortSignal.abort();
    expect(await runSync(harness.world, harness.tenant, { ...THIS_PROCESS, closing })).toBe(
      'taken',
    );
    expect(await sync()).toMatchObject({ leaseUntil: 0, lastSuccessAt: null });
    expect(await run()).toBe('done');
  });

  test('no line of the log holds a name or an address', async () => {
    await run();
    harness.cloud.faults.add({ host: GRAPH, status: 503, times: 1_000 });
    await run();
    const log = harness.log.lines.join('\n');
    expect(log).not.toContain('@contoso');
    expect(log).not.toContain((await person(10)).displayName);
  });
});
