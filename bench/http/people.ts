import { createSystemClock } from '../../api/adapters/clock/system.ts';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { idFrom } from '../../api/kernel/ids.ts';
import { fold } from '../../api/kernel/text.ts';
import { kinds } from '../../api/kinds.ts';
import { bucketAt } from '../../api/ports/partitions.ts';
import { add, COMMIT_WRITES_MAX, create, type AnyWrite } from '../../api/ports/store.ts';
import { heads, people } from '../../api/seats/kinds.ts';
import { NOTHING_YET } from '../../api/seats/rules/counting.ts';
import type { Person } from '../../api/seats/rules/person.ts';
import { setUpTenant } from '../../api/subscriptions/actions/set-up.ts';
import type { Identity } from '../../api/subscriptions/rules.ts';

/** So many commits wait for the disk together. */
const COMMITS_AT_ONCE = 32;

const CATALOG_ID = idFrom('bench', 'catalog');

/** The nth learner: counted, on one catalog's list, with one live enrolment. */
function learner(nth: number, at: number): Person {
  const displayName = `Learner ${nth.toString(36)}`;
  return {
    personId: idFrom('bench', 'person', String(nth)),
    displayName,
    nameKey: fold(displayName),
    userName: `learner${nth}@bench.example`,
    mail: `learner${nth}@bench.example`,
    guest: false,
    account: 'enabled',
    ...NOTHING_YET,
    catalogs: { [CATALOG_ID]: { listedAt: at, sources: ['direct'], live: 1 } },
    unfinished: false,
    counted: true,
    countedSince: at,
    idleSince: at,
    standing: 'counted',
    generation: 1,
    page: 1,
    dueAt: null,
  };
}

/**
 * Fills a data file with a tenant of that many learners, through the store's port: in each commit people, and the head that
 * counts them.
 */
export async function fill(file: string, owner: Identity, learners: number): Promise<void> {
  const store = openSqliteStore({ file, kinds });
  const clock = createSystemClock();
  const tenant = { buckets: 1, region: 'US' };
  await setUpTenant({ store, clock, wakeKeeper: () => undefined }, owner, tenant);
  const bucket = bucketAt(owner.tenantId, 0);
  const perCommit = COMMIT_WRITES_MAX - 1;
  const commit = async (from: number): Promise<void> => {
    const to = Math.min(from + perCommit, learners);
    const writes: AnyWrite[] = [add(heads, {}, { used: to - from })];
    for (let nth = from; nth < to; nth += 1) {
      writes.push(create(people, learner(nth, clock.now())));
    }
    const { outcome } = await store.commit(bucket, writes);
    if (outcome !== 'committed') throw new Error('A commit of new people was refused.');
  };
  for (let from = 0; from < learners; from += perCommit * COMMITS_AT_ONCE) {
    const starts = Array.from({ length: COMMITS_AT_ONCE }, (_, nth) => from + nth * perCommit);
    await Promise.all(starts.filter((start) => start < learners).map(commit));
  }
  clock.close();
  await store.close();
}
