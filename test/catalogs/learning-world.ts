import { setTimeout as wait } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { fewRuns } from '../store-under-test.ts';
import { startWorld, type Api, type Reply, type TestWorld } from '../world.ts';

/** Over how many buckets the suites about learning are run. */
export const BUCKETS = fewRuns ? [4] : [1, 4];

/** Whatever has an id. */
export interface Id {
  readonly id: string;
}
interface JobBody extends Id {
  readonly state: string;
  readonly result: Record<string, unknown>;
}
/** What became of each person of an enrolment. */
export interface Outcomes {
  readonly results: {
    readonly personId: string;
    readonly outcome: string;
    readonly code?: string;
  }[];
}

/** The home tenant. */
export const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a';
const PEER = 'bbbbbbbb-0000-4000-8000-00000000000b';

/** A tenant in which people learn, as its owner works at it. */
export interface LearningWorld extends TestWorld {
  readonly admin: Api;
  /** Whoever can be enrolled: enabled people who are nobody in particular. */
  readonly people: readonly string[];
  /** How many seats are taken. */
  used(): Promise<number>;
  /** The ids of a new catalog, and of a new course in one. */
  newCatalog(name?: string): Promise<string>;
  newCourse(catalogId: string, name?: string): Promise<string>;
  enrol(courseId: string, personIds: string[]): Promise<Reply<Outcomes>>;
  /** The job that was promised, once it has ended. */
  finished(promised: Reply<Id>): Promise<JobBody>;
  /** Has the directory read once more. */
  sync(): Promise<void>;
}

/** Starts it, with at most 500 users. Stop it at the end, also of a failed test. */
export async function startLearningWorld(buckets: number, users = 12): Promise<LearningWorld> {
  const world = await startWorld({
    buckets,
    tenants: [
      { id: TENANT, name: 'Contoso', users },
      { id: PEER, name: 'Fabrikam' },
    ],
  });
  await world.synced();
  const admin = world.api('owner');
  const page = await admin.get<{ items: (Id & { account: string })[] }>('/api/people?limit=500');
  const personas = new Set(
    (['owner', 'learner', 'catalogAdmin'] as const).map((name) => world.persona(name).objectId),
  );
  const people = page.body.items
    .filter(({ id, account }) => account === 'enabled' && !personas.has(id))
    .map(({ id }) => id);
  return {
    ...world,
    get origin() {
      return world.origin;
    },
    ...{ admin, people },
    used: async () =>
      (await admin.get<{ seats: { used: number } }>('/api/subscription')).body.seats.used,
    newCatalog: async (name = 'Onboarding') =>
      (await admin.post<Id>('/api/catalogs', { name })).body.id,
    newCourse: async (catalogId, name = 'Safety') =>
      (await admin.post<Id>(`/api/catalogs/${catalogId}/courses`, { name })).body.id,
    enrol: (courseId, personIds) =>
      admin.post<Outcomes>(`/api/courses/${courseId}/enrolments`, { personIds }),
    async finished(promised) {
      expect(promised.status).toBe(202);
      expect(promised.headers.get('location')).toBe(`/api/jobs/${promised.body.id}`);
      for (;;) {
        const { body } = await admin.get<JobBody>(`/api/jobs/${promised.body.id}`);
        if (body.state !== 'queued' && body.state !== 'running') return body;
        await wait(10);
      }
    },
    async sync() {
      await admin.post('/api/directory/sync');
      await world.synced();
    },
  };
}
