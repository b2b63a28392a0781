import type { Readable } from 'node:stream';
import { jobs } from '../../../jobs/kinds.ts';
import { rowsAsCsv, type Row } from '../../../jobs/rows.ts';
import { notFound } from '../../../kernel/errors.ts';
import { rootOf } from '../../../ports/partitions.ts';
import { pagesOf } from '../../../ports/reading.ts';
import type { Tenant, World } from '../../../ports/world.ts';
import { customerEntries, customerPlans } from '../../kinds.ts';
import { titlesOf } from '../../rules/imports/columns.ts';
import type { PlanInput } from '../../rules/plans/plan.ts';
import { asTold, RESULT_COLUMNS, resultRowOf } from '../../rules/plans/told.ts';

/**
 * The result file of a plan: each act in order with what came of it so far. It is read from the journal when it is asked
 * for, so that it is true however the job ended.
 * @throws AppError `not-found` where the plan is no longer kept
 */
export async function planRows(world: World, tenant: Tenant, jobId: string): Promise<Readable> {
  const root = rootOf(tenant.tenantId);
  const [plan, job] = await Promise.all([
    world.store.read(root, customerPlans, { planId: jobId }),
    world.store.read(root, jobs, { jobId }),
  ]);
  if (plan === null || job === null) throw notFound('file of row results');
  const { source } = job.doc.input as unknown as PlanInput;
  const columns = source?.kind === 'import' ? titlesOf(source.mode) : RESULT_COLUMNS;
  async function* parts(isOpen: boolean): AsyncGenerator<readonly Row[]> {
    yield [columns];
    const equals = { planId: jobId };
    for await (const page of pagesOf(world.store, root, customerEntries, 'inOrder', { equals }))
      yield page.map(({ doc }) => resultRowOf(asTold(doc, isOpen)));
  }
  return rowsAsCsv(parts(job.doc.open));
}
