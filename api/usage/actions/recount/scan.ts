import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import type { AsideTask, Report } from '../../../ports/aside.ts';
import { bucketAt, bucketNumber, bucketsOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import type { Position, StoreReader } from '../../../ports/store.ts';
import { eventTail } from '../../../seats/actions/recount/events.ts';
import { activePeople, activityPages } from '../../kinds.ts';
import { TENANT_SCOPE, type ActiveMonths, type FigureAmounts } from '../../rules/active.ts';
import { rowsIn } from '../../rules/activity-pages.ts';
import type { Month } from '../../rules/months.ts';
import { addPerson, keyOf, without, type FigureSums } from '../../rules/recount.ts';
import { activeIn } from '../events.ts';

/** Which bucket to scan, and from which event on changes are left out. */
export interface UsageScanInput {
  readonly tenantId: TenantId;
  readonly buckets: number;
  readonly bucket: number;
  readonly from: Position;
  readonly firstMonth: Month;
  /** Facts of earlier months may have expired: nobody is compared with them. */
  readonly factsSince: Month;
}

/** Somebody of whom something else is kept than the facts say, and in which months and scopes. */
export interface Suspect {
  readonly personId: PersonId;
  /** Active by the facts alone. */
  readonly missing: readonly string[];
  /** Active by what is kept alone. */
  readonly extra: readonly string[];
}

/** What a bucket's people and facts say. */
export interface UsageScan {
  readonly people: number;
  readonly activities: number;
  /** The figures that the people of the bucket make, as they stood at `from`. */
  readonly sums: FigureSums;
  /** Monthly uniques by the facts alone. */
  readonly uniqueByFacts: number;
  readonly suspects: readonly Suspect[];
}

/** So many people who differ are looked at one by one; beyond that a second recount takes the rest. */
const SUSPECTS_MAX = 10_000;
const PAGE = 1_000;
/** Pages of activities read at once. */
const PAGES_AT_ONCE = 10;

const keysIn = (months: ActiveMonths): string[] =>
  Object.entries(months).flatMap(([scope, theirs]) =>
    theirs.map((month) => keyOf({ month, scope })),
  );

/**
 * Reads the people of a bucket first and all activities after that: whatever is kept of a person has its activity written
 * before it, so what no activity speaks for was never true. What became so after `from` is taken out of the sums by the
 * events that tell of it, so that they are exact as of that moment, however many others write meanwhile.
 */
async function scanUsage(
  reader: StoreReader,
  input: UsageScanInput,
  report: Report,
): Promise<UsageScan> {
  const { tenantId, buckets, bucket, from, firstMonth, factsSince } = input;
  const partition = bucketAt(tenantId, bucket);
  const tail = eventTail(reader, partition, from);
  /** What became so after `from`, by person. */
  const later = new Map<PersonId, Set<string>>();
  const follow = async (): Promise<void> => {
    for (let event = await tail.next(); event !== null; event = await tail.next())
      for (const { people, added } of activeIn(event))
        for (const personId of people) {
          const theirs = later.get(personId) ?? new Set<string>();
          for (const one of added) theirs.add(keyOf(one));
          later.set(personId, theirs);
        }
  };

  const sums = new Map<string, FigureAmounts>();
  const kept = new Map<PersonId, ReadonlySet<string>>();
  for await (const page of pagesOf(reader, partition, activePeople, 'byId', {}, PAGE)) {
    await follow();
    for (const { doc } of page) {
      const since = later.get(doc.personId);
      addPerson(sums, since === undefined ? doc.months : without(doc.months, since), firstMonth);
      kept.set(doc.personId, new Set(keysIn(doc.months)));
    }
    report(kept.size);
  }

  const facts = new Map<PersonId, Set<string>>();
  let read = 0;
  for (const each of bucketsOf(tenantId, buckets))
    for await (const page of pagesOf(reader, each, activityPages, 'byNumber', {}, PAGES_AT_ONCE)) {
      for (const { personId, countsIn, catalogId } of page.flatMap(({ doc }) => rowsIn(doc))) {
        if (bucketNumber(personId, buckets) !== bucket) continue;
        read++;
        if (countsIn === null || countsIn < factsSince) continue;
        const theirs = facts.get(personId) ?? new Set<string>();
        theirs.add(keyOf({ month: countsIn, scope: TENANT_SCOPE }));
        if (catalogId !== null) theirs.add(keyOf({ month: countsIn, scope: catalogId }));
        facts.set(personId, theirs);
      }
      report(kept.size + read);
    }

  const suspects: Suspect[] = [];
  let uniqueByFacts = 0;
  for (const personId of new Set([...kept.keys(), ...facts.keys()])) {
    const has: ReadonlySet<string> = kept.get(personId) ?? new Set();
    const is: ReadonlySet<string> = facts.get(personId) ?? new Set();
    uniqueByFacts += [...is].filter((key) => key.endsWith(` ${TENANT_SCOPE}`)).length;
    const missing = [...is].filter((key) => !has.has(key));
    const extra = [...has].filter((key) => key >= factsSince && !is.has(key));
    if (missing.length + extra.length > 0 && suspects.length < SUSPECTS_MAX)
      suspects.push({ personId, missing, extra });
  }
  return { people: kept.size, activities: read, sums, uniqueByFacts, suspects };
}

/** The scan as long reading that may run beside the requests. */
export const scanUsageTask: AsideTask<UsageScanInput, UsageScan> = {
  name: 'scan-usage',
  run: scanUsage,
};
