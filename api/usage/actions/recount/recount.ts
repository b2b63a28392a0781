import { setTimeout as wait } from 'node:timers/promises';
import { DAY_MS } from '../../../kernel/time.ts';
import type { Report } from '../../../ports/aside.ts';
import { bucketAt, bucketOf } from '../../../ports/partitions.ts';
import type { Actor, World } from '../../../ports/world.ts';
import type { Account } from '../../../subscriptions/rules.ts';
import { activePeople } from '../../kinds.ts';
import { isActiveIn, TENANT_SCOPE, type ActiveIn } from '../../rules/active.ts';
import type { Reckoning } from '../../rules/activities.ts';
import type { Month } from '../../rules/months.ts';
import {
  fromKey,
  USAGE_DIFFERENCES_SHOWN,
  type FigureSums,
  type UsageDifference,
  type UsageRecountResult,
} from '../../rules/recount.ts';
import { readClosed } from '../closed-months.ts';
import { countActive } from '../count.ts';
import { IDS_KEPT_MS } from '../record.ts';
import { reckoningOf } from '../reckoning.ts';
import { healExtra, healFigures, markFigures } from './heal.ts';
import { scanUsageTask, type Suspect } from './scan.ts';

/** The kind of the job that counts the active people again. */
export const USAGE_RECOUNT = 'usage-recount';

/** Facts of a month are compared until they begin to expire, and a day less. */
const FACTS_KEPT_MS = IDS_KEPT_MS - DAY_MS;

const uniquesIn = (sums: FigureSums): number =>
  [...sums].reduce(
    (sum, [key, { unique }]) => sum + (fromKey(key).scope === TENANT_SCOPE ? unique : 0),
    0,
  );

/**
 * Counts the active people again from the activities, bucket by bucket, and compares with what is kept of them and with the
 * figures. Activities come in meanwhile and are taken into account exactly. What differs is reported and healed; what differs
 * in a month that has closed is reported alone, since it never changes (M-2). Any difference is an alarm in the log.
 */
export async function recountUsage(
  world: World,
  account: Account,
  actor: Actor,
  report: Report,
): Promise<UsageRecountResult> {
  const reckoning = await reckoningOf(world, account);
  const { calendar, firstMonth } = reckoning;
  const closed = await readClosed(world, account.tenantId);
  const mayMove = (month: Month): boolean => !closed.has(month);
  const factsSince = calendar.monthAt(
    calendar.endOf(calendar.monthAt(world.clock.now() - FACTS_KEPT_MS)),
  );
  const differences: UsageDifference[] = [];
  const totals = { people: 0, activities: 0, kept: 0, recounted: 0 };
  for (let bucket = 0; bucket < account.buckets; bucket++) {
    const partition = bucketAt(account.tenantId, bucket);
    const marked = await markFigures(world, partition, actor);
    const { tenantId, buckets } = account;
    const input = { tenantId, buckets, bucket, from: marked.from, firstMonth, factsSince };
    const before = totals.activities;
    const scan = await world.aside.run(scanUsageTask, input, (done) => report(before + done));
    differences.push(
      ...(await healFigures(
        ...[world, account, actor, bucket, marked, scan.sums, firstMonth, mayMove],
      )),
    );
    differences.push(
      ...(await healMissing(world, account, actor, scan.suspects, reckoning, mayMove)),
    );
    for (const suspect of scan.suspects)
      differences.push(
        ...(await healExtra(world, account, actor, bucket, suspect, firstMonth, mayMove)),
      );
    totals.people += scan.people;
    totals.activities += scan.activities;
    totals.kept += marked.marks.reduce((sum, { figures }) => sum + uniquesIn(figures), 0);
    totals.recounted += uniquesIn(scan.sums);
  }
  if (differences.length > 0)
    world.log.error(
      { tenantId: account.tenantId, differences: differences.slice(0, 20) },
      'monthly uniques differed from the activities; what may still change is healed',
    );
  return {
    ...{ people: totals.people, activities: totals.activities },
    kept: { unique: totals.kept },
    recounted: { unique: totals.recounted },
    differences: differences.slice(0, USAGE_DIFFERENCES_SHOWN),
    differencesTotal: differences.length,
    healed: differences.every(({ healed }) => healed),
  };
}

/** So long an act under way may take from its facts to its count: whoever is about to be counted is no difference. */
const ACT_MAX_MS = 1_000;

/** What of it is missing still: a person may have been counted since the scan read it. */
async function stillMissing(
  { store }: World,
  { tenantId, buckets }: Account,
  { personId, missing }: Suspect,
): Promise<readonly ActiveIn[]> {
  const partition = bucketOf(tenantId, personId, buckets);
  const held = await store.read(partition, activePeople, { personId });
  return missing.map(fromKey).filter((one) => !isActiveIn(held?.doc.months ?? {}, one));
}

/** Counts people in what the facts say and nobody counted: a stop came between. */
async function healMissing(
  world: World,
  account: Account,
  actor: Actor,
  suspects: readonly Suspect[],
  reckoning: Reckoning,
  mayMove: (month: Month) => boolean,
): Promise<readonly UsageDifference[]> {
  const lacking: Suspect[] = [];
  for (const suspect of suspects)
    if ((await stillMissing(world, account, suspect)).length > 0) lacking.push(suspect);
  if (lacking.length > 0) await wait(ACT_MAX_MS);

  const differences: UsageDifference[] = [];
  for (const suspect of lacking) {
    const { personId } = suspect;
    const wanted = await stillMissing(world, account, suspect);
    const open = wanted.filter(({ month }) => mayMove(month));
    if (open.length > 0) {
      const latest =
        open
          .map(({ month }) => month)
          .toSorted()
          .at(-1) ?? '';
      const lastAt = Date.parse(`${latest}-01T00:00:00Z`);
      const becomes = new Map([[personId, { added: open, lastAt }]]);
      await countActive(world, account, actor, becomes, null, reckoning, mayMove);
    }
    for (const { month, scope } of wanted)
      differences.push({
        ...{ of: 'person', personId, month, scope, kept: false, recounted: true },
        healed: mayMove(month),
      });
  }
  return differences;
}
