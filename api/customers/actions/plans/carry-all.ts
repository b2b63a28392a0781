import type { JobRun } from '../../../jobs/work.ts';
import type { Tenant } from '../../../ports/world.ts';
import { countsOf, settledOf } from '../../rules/plans/counts.ts';
import type { Plan } from '../../rules/plans/plan.ts';
import { carryOut } from './carry-out.ts';
import type { Carrying } from './carrying.ts';
import { CHUNK_ENTRIES, entriesFrom } from './entries.ts';
import { readPlan } from './reading.ts';
import { tellCustomer } from './settle.ts';

/** So many chunks are under way at once, so that one row that must wait does not hold up the rest. */
const CHUNKS_AT_ONCE = 4;

/** How a job of a plan stands, for its result. */
export const resultOf = (plan: Plan, phase: 'checking' | 'applying' | 'finished') => ({
  customerId: plan.customerId,
  what: plan.what,
  phase,
  ...countsOf(plan),
  ...(plan.summary === null ? {} : { preview: false, ...plan.summary }),
});

/**
 * Carries out all entries of a plan from the first chunk on that is not known to be settled.
 * Restorations go chunk by chunk, so that the first in the order chosen get what is scarce.
 */
export async function carryAll(
  carrying: Carrying,
  run: JobRun,
  { total }: Pick<Plan, 'total'>,
): Promise<void> {
  const { world, tenant, plan } = carrying;
  const atOnce = plan.what === 'restore' ? 1 : CHUNKS_AT_ONCE;
  const stopping = new AbortController();
  const signal = AbortSignal.any([run.closing, stopping.signal]);
  const under: Promise<void>[] = [];
  let settledUpTo = placeOf(run);
  let next = settledUpTo;
  try {
    for (;;) {
      for (; under.length < atOnce && next < total; next += CHUNK_ENTRIES) {
        const chunk = carryChunk({ ...carrying, signal }, tenant, next);
        // Who awaits it hears of its end; until then it is no failure that nobody looks after.
        chunk.catch(() => undefined);
        under.push(chunk);
      }
      const first = under.shift();
      if (first === undefined) return;
      await first;
      settledUpTo += CHUNK_ENTRIES;
      const { doc } = await readPlan(world, tenant, plan.planId);
      const done = settledOf(countsOf(doc));
      await run.progress(done, total, { settledUpTo }, resultOf(doc, 'applying'));
    }
  } finally {
    stopping.abort(new Error('The plan stops here.'));
    await Promise.allSettled(under);
  }
}

/** After which entry an earlier run of the job stopped. */
const placeOf = ({ job }: JobRun): number =>
  (job.checkpoint as { readonly settledUpTo: number } | null)?.settledUpTo ?? 0;

async function carryChunk(carrying: Carrying, tenant: Tenant, after: number): Promise<void> {
  const { world, plan } = carrying;
  const held = await entriesFrom(world, tenant, plan.planId, after + 1);
  const carried = await carryOut(carrying, held);
  const entries = carried.map(({ entry }) => entry);
  await tellCustomer(carrying, entries);
}
