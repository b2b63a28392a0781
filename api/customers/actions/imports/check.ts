import { putRowHeader, putRows, type Row } from '../../../jobs/rows.ts';
import type { JobEnd, JobRun } from '../../../jobs/work.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { titlesOf } from '../../rules/imports/columns.ts';
import { createSumming } from '../../rules/imports/summary.ts';
import type { Act } from '../../rules/plans/acts.ts';
import { roleNameOf } from '../../rules/roles.ts';
import { readRows, type WhyNoRoles } from './read-rows.ts';
import type { CheckInput } from './receive.ts';

/** So many rows of results are written at a time. */
const PART_ROWS = 500;

/** Judges every row of a file and says of each what would be done; changes nothing. Begins anew after a stop. */
export async function checkFile(
  world: World,
  tenant: Tenant,
  run: JobRun,
  hands: CustomerHands,
  { customerId, ...reading }: CheckInput,
  whyNoRoles: WhyNoRoles,
): Promise<JobEnd> {
  const { jobId, total } = run.job;
  const products = await hands.licences();
  const summing = createSumming(products);
  const resultIn = (phase: 'checking' | 'finished') => ({
    ...{ customerId, what: 'import', preview: true, phase },
    ...summing.sum(),
  });
  await putRowHeader(world, tenant, jobId, titlesOf(reading.mode));
  let part: Row[] = [];
  let parts = 0;
  const flush = async (): Promise<void> => {
    await putRows(world, tenant, jobId, parts, part);
    parts += 1;
    part = [];
    const result = resultIn('checking');
    await run.progress(result.rows, total, null, result);
  };
  for await (const { line, echo, judged } of readRows(
    world,
    hands,
    products,
    reading,
    whyNoRoles,
  )) {
    const remarks = summing.add(line, judged);
    const faults = judged.faults.map(({ column, detail }) =>
      column === undefined ? detail : `${column}: ${detail}`,
    );
    const said = judged.act === null ? ['Not valid.', ...faults] : [wouldBe(judged.act)];
    part.push([...echo, [...said, ...remarks.map(({ detail }) => detail)].join(' ')]);
    if (part.length === PART_ROWS) await flush();
  }
  if (part.length > 0) await flush();
  const result = resultIn('finished');
  return { state: result.faulty > 0 ? 'partly-failed' : 'succeeded', result };
}

/** What would be made of a row, with the directory roles that it gives. */
function wouldBe({ roles = [] }: Extract<Act, { kind: 'create' }>): string {
  if (roles.length === 0) return 'Would be created.';
  return `Would be created with the role ${roles.map(roleNameOf).join(' and ')}.`;
}
