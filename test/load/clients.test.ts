import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startWorld, type Api, type Reply, type TestWorld } from '../world.ts';

interface Id {
  readonly id: string;
}

const CLIENTS = 8;
const LASTS_MS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 60_000 : 4_000;
const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';
const PEER = 'bbbbbbbb-0000-4000-8000-00000000000b';

/** A small generator of chance, so that a failure can be repeated by its seed. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What one client has been told about the people who are its own. */
interface Ledger {
  readonly enrolled: Map<string, Set<string>>;
  readonly away: Set<string>;
}

describe.each([1, 4])(`${CLIENTS} clients at once, %i bucket(s)`, (buckets) => {
  let world: TestWorld;
  let admin: Api;
  let catalogs: string[];
  let courses: string[];
  let people: string[];
  const statuses = new Map<number, number>();

  beforeAll(async () => {
    world = await startWorld({
      buckets,
      tenants: [
        { id: TENANT, name: 'Contoso', users: 120, groups: 0 },
        { id: PEER, name: 'Fabrikam' },
      ],
    });
    await world.synced();
    admin = world.api('owner');
    const page = await admin.get<{ items: (Id & { account: string })[] }>('/api/people?limit=500');
    people = page.body.items.filter((p) => p.account === 'enabled').map(({ id }) => id);
    catalogs = [];
    courses = [];
    for (let c = 0; c < 3; c++) {
      const catalog = await admin.post<Id>('/api/catalogs', { name: `Catalog ${c}` });
      catalogs.push(catalog.body.id);
      for (let t = 0; t < 3; t++) {
        const path = `/api/catalogs/${catalog.body.id}/courses`;
        courses.push((await admin.post<Id>(path, { name: `Course ${t}` })).body.id);
      }
    }
  });
  afterAll(() => world.stop());

  const note = <T>(reply: Reply<T>): Reply<T> => {
    statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
    return reply;
  };

  /** One client: it enrols and ends at random, mostly its own people, and shakes the directory now and then. */
  async function client(nth: number, until: number): Promise<Ledger> {
    const random = chance(nth * 7_919 + buckets);
    const api = world.api('owner');
    const own = people.filter((_, i) => i % (CLIENTS + 1) === nth);
    const shared = people.filter((_, i) => i % (CLIENTS + 1) === CLIENTS);
    const ledger: Ledger = { enrolled: new Map(own.map((id) => [id, new Set()])), away: new Set() };
    const tenant = world.cloud.tenant(TENANT);
    while (Date.now() < until) {
      const courseId = courses[random(courses.length)] ?? '';
      const personId = own[random(own.length)] ?? '';
      const theirs = ledger.enrolled.get(personId);
      const dice = random(100);
      if (dice < 40) {
        const someone = shared[random(shared.length)] ?? '';
        const personIds = [personId, someone];
        const path = `/api/courses/${courseId}/enrolments`;
        const reply = note(
          await api.post<{ results: { personId: string; outcome: string }[] }>(path, { personIds }),
        );
        const mine = reply.body.results.find((result) => result.personId === personId);
        if (mine?.outcome === 'enrolled' || mine?.outcome === 'already') theirs?.add(courseId);
      } else if (dice < 70) {
        const reply = note(await api.delete(`/api/courses/${courseId}/enrolments/${personId}`));
        if (reply.status === 200) theirs?.delete(courseId);
      } else if (dice < 80) {
        const someone = shared[random(shared.length)] ?? '';
        note(await api.delete(`/api/courses/${courseId}/enrolments/${someone}`));
      } else if (dice < 85) {
        if (note(await api.delete(`/api/people/${personId}`)).status === 202) theirs?.clear();
      } else if (dice < 92) {
        const accountEnabled = ledger.away.delete(personId);
        if (!accountEnabled) ledger.away.add(personId);
        tenant.perform({ act: 'changeUser', id: personId, changes: { accountEnabled } });
        note(await api.post('/api/directory/sync'));
      } else if (dice < 95) {
        const path = `/api/catalogs/${catalogs[random(catalogs.length)] ?? ''}/courses`;
        const brief = note(await api.post<Id>(path, { name: 'Brief' })).body.id;
        note(await api.post(`/api/courses/${brief}/enrolments`, { personIds: own }));
        note(await api.delete(`/api/courses/${brief}`));
      } else {
        note(await api.get('/api/subscription'));
      }
    }
    return ledger;
  }

  test(
    'no request fails, nothing that was acknowledged is lost, and the count equals a recount',
    async () => {
      const until = Date.now() + LASTS_MS;
      const ledgers = await Promise.all(
        Array.from({ length: CLIENTS }, (_, nth) => client(nth, until)),
      );
      expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
      expect(
        [...statuses.keys()].filter((status) => ![200, 201, 202, 404].includes(status)),
      ).toEqual([]);
      await admin.post('/api/directory/sync');
      await world.synced();

      while (await hasOpenJobs()) await wait(20);
      for (const { enrolled, away } of ledgers) {
        for (const [personId, expected] of enrolled) {
          const seat = await seatOf(personId, away.has(personId));
          const found = seat.because.map(({ courseId }) => courseId).toSorted();
          expect(found).toEqual([...expected].toSorted());
          expect(seat.counted).toBe(expected.size > 0 && !away.has(personId));
        }
      }

      const recount = await admin.post<Id>('/api/recount');
      for (;;) {
        const job = await admin.get<{ state: string; result: Record<string, unknown> }>(
          `/api/jobs/${recount.body.id}`,
        );
        if (job.body.state === 'succeeded') {
          const kept = await admin.get<{ seats: { used: number } }>('/api/subscription');
          expect(job.body.result).toMatchObject({
            recounted: { used: kept.body.seats.used },
            differences: [],
          });
          break;
        }
        expect(['queued', 'running']).toContain(job.body.state);
        await wait(20);
      }
    },
    LASTS_MS + 60_000,
  );

  async function hasOpenJobs(): Promise<boolean> {
    const { body } = await admin.get<{ items: { state: string }[] }>('/api/jobs?limit=500');
    return body.items.some(({ state }) => state === 'queued' || state === 'running');
  }

  interface Seat {
    readonly counted: boolean;
    readonly because: { readonly courseId: string }[];
    readonly blockedBy: { readonly code: string }[];
  }

  /** The seat, once the directory's last word on the person has arrived. */
  async function seatOf(personId: string, isAway: boolean): Promise<Seat> {
    for (let tries = 0; tries < 500; tries++) {
      const { body } = await admin.get<Seat>(`/api/people/${personId}/seat`);
      if (body.blockedBy.some(({ code }) => code === 'disabled') === isAway) return body;
      await wait(20);
    }
    throw new Error(`The directory's last word on ${personId} did not arrive.`);
  }
});
