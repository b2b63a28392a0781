import { events } from '../../api/audit/kinds.ts';
import { applyUserPage } from '../../api/directory/actions/people-page.ts';
import { once } from '../../api/http/idempotency.ts';
import { newId } from '../../api/kernel/ids.ts';
import { bucketAt } from '../../api/ports/partitions.ts';
import { enrolPeople, unenrolPeople } from '../../api/seats/actions/enrol.ts';
import { recount } from '../../api/seats/actions/recount/recount.ts';
import { peoplePage } from '../../api/seats/actions/search.ts';
import { limitStanding } from '../../api/limits/actions/standing.ts';
import type { Counts } from '../../local/cosmos/counts.ts';
import { act, newcomers, startSetting, type Setting } from './setting.ts';

/** An act and what it asked of the stand-in. */
export interface Measured {
  readonly act: string;
  readonly buckets: number;
  readonly counts: Counts;
}

const PAGE = { limit: 50 };

/** Enrols people by one act. */
export const enrol = async (
  { world, tenant, catalogId, trainingId }: Setting,
  personIds: string[],
) =>
  enrolPeople(world, tenant, act(), {
    ...{ catalogId, trainingId },
    people: personIds.map((personId) => ({ personId })),
  });

/** Ends their enrolments by one act. */
export const unenrol = async ({ world, tenant, trainingId }: Setting, personIds: string[]) =>
  unenrolPeople(world, tenant, act(), trainingId, personIds);

/** What the subscription page reads: the account, as for letting the caller in, and how it stands. */
export const subscriptionPage = ({ world, tenant }: Setting): Promise<unknown> =>
  limitStanding(world, tenant);

/** The acts that a service of learners spends its request units on, one after the other in one tenant. */
async function measureIn(setting: Setting): Promise<Measured[]> {
  const { double, world, tenant, rows } = setting;
  const all: Measured[] = [];
  const measure = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    double.counts.reset();
    await work();
    all.push({ act: name, buckets: tenant.buckets, counts: double.counts.read() });
  };
  const ids = rows.map(({ id }) => id);
  const [first = '', second = ''] = ids;

  await measure('subscription page', () => subscriptionPage(setting));
  await measure('enrol one person', () => enrol(setting, [first]));
  await measure('the same person again', () => enrol(setting, [first]));
  await measure('enrol 64 people, each by an act of its own, at once', () =>
    Promise.all(ids.slice(2, 66).map((id) => enrol(setting, [id]))),
  );
  await measure('enrol 100 people in one act', () => enrol(setting, ids.slice(100, 200)));
  await measure('enrol 1,000 people in one act', () => enrol(setting, ids.slice(200, 1_200)));
  await measure('unenrol one person', () => unenrol(setting, [first]));
  await measure('an act under an Idempotency-Key, besides the act', () =>
    once(
      world,
      { here: new Set(), alone: true },
      {
        tenant,
        personId: second,
        route: 'POST /bench',
        key: newId(),
        inputHash: 'hash',
        uploadHash: null,
        uploadHashSoFar: () => null,
        run: () => Promise.resolve({ status: 200, body: { results: [] } }),
      },
    ),
  );
  await measure('a page of 50 people by name', () => peoplePage(world, tenant, PAGE));
  await measure('a page of 50 people by search', () =>
    peoplePage(world, tenant, { ...PAGE, search: 'exam' }),
  );
  const fresh = newcomers(500, 'second');
  const applyAgain = (page: number) =>
    applyUserPage(world, tenant, act(), fresh, {
      mark: { generation: 1, page },
      saved: { generation: 1, page: page - 1 },
      fullPass: false,
    });
  await measure('a directory page of 500 newcomers', () => applyAgain(2));
  await measure('a directory page of 500 known people', () => applyAgain(3));
  const bucket = bucketAt(tenant.tenantId, 0);
  const position = await world.store.position(bucket);
  await measure('asking one bucket for new events, of which there are none', () =>
    world.store.changes(bucket, events, position, 100),
  );
  await measure(`a recount of ${rows.length + fresh.length} people`, () =>
    recount(world, tenant, act(), () => undefined),
  );
  return all;
}

/** Measures every act in a tenant of 1,300 people over so many buckets. */
export async function measureActs(buckets: number): Promise<Measured[]> {
  const setting = await startSetting(1_300, buckets);
  try {
    return await measureIn(setting);
  } finally {
    await setting.close();
  }
}
