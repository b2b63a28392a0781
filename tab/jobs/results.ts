import { z } from 'zod';

const whole = z.int().min(0);

/** What an import came to so far, or would come to (I-1). */
const importResult = z.looseObject({
  dryRun: z.boolean(),
  rows: whole,
  enrolled: whole,
  already: whole,
  ended: whole,
  superseded: whole,
  refused: whole,
  refusedBy: z.record(z.string(), whole),
  newCatalogs: z.looseObject({ count: whole, names: z.array(z.string()) }),
  newCourses: z.looseObject({
    count: whole,
    names: z.array(z.looseObject({ catalog: z.string(), course: z.string() })),
  }),
});
export type ImportResult = z.infer<typeof importResult>;

const groupResult = z.looseObject({
  people: whole,
  results: z
    .array(
      z.looseObject({
        personId: z.string(),
        outcome: z.enum(['enrolled', 'listed', 'already', 'refused']),
        code: z.string().optional(),
      }),
    )
    .optional(),
});
export type GroupResult = z.infer<typeof groupResult>;

const peopleResult = z.looseObject({ people: whole });
const trainingDeletionResult = z.looseObject({ enrolmentsEnded: whole });
const catalogDeletionResult = z.looseObject({ peopleTakenOff: whole, trainings: whole });
const recountResult = z.looseObject({
  recounted: z.looseObject({ used: whole }),
  differencesTotal: whole,
  healed: z.boolean(),
});

const customerResult = z.looseObject({ customerId: z.guid() });

/** What a job came to, as far as this tab knows its kind. */
export type JobResult =
  | { readonly of: 'import'; readonly result: ImportResult }
  | { readonly of: 'customer'; readonly customerId: string }
  | { readonly of: 'group'; readonly result: GroupResult }
  | { readonly of: 'ungroup'; readonly people: number }
  | { readonly of: 'training-deletion'; readonly enrolmentsEnded: number }
  | { readonly of: 'catalog-deletion'; readonly peopleTakenOff: number; readonly trainings: number }
  | {
      readonly of: 'recount';
      readonly used: number;
      readonly differences: number;
      readonly healed: boolean;
    };

/**
 * Reads the result of a job by its kind; null where there is none yet, or where a newer server says something that this
 * tab does not know.
 */
export function resultOf(job: {
  readonly kind: string;
  readonly result?: unknown;
}): JobResult | null {
  switch (job.kind) {
    case 'import-enrolments': {
      const { data } = importResult.safeParse(job.result);
      return data === undefined ? null : { of: 'import', result: data };
    }
    case 'customer-plan':
    case 'customer-import-check': {
      const { data } = customerResult.safeParse(job.result);
      return data === undefined ? null : { of: 'customer', customerId: data.customerId };
    }
    case 'link-group': {
      const { data } = groupResult.safeParse(job.result);
      return data === undefined ? null : { of: 'group', result: data };
    }
    case 'unlink-group': {
      const { data } = peopleResult.safeParse(job.result);
      return data === undefined ? null : { of: 'ungroup', people: data.people };
    }
    case 'delete-training': {
      const { data } = trainingDeletionResult.safeParse(job.result);
      return data === undefined
        ? null
        : { of: 'training-deletion', enrolmentsEnded: data.enrolmentsEnded };
    }
    case 'delete-catalog': {
      const { data } = catalogDeletionResult.safeParse(job.result);
      if (data === undefined) return null;
      const { peopleTakenOff, trainings } = data;
      return { of: 'catalog-deletion', peopleTakenOff, trainings };
    }
    case 'recount': {
      const { data } = recountResult.safeParse(job.result);
      if (data === undefined) return null;
      const { recounted, differencesTotal, healed } = data;
      return { of: 'recount', used: recounted.used, differences: differencesTotal, healed };
    }
    default:
      return null;
  }
}

const importPhase = z.looseObject({
  phase: z.enum(['reading', 'preparing', 'applying', 'finished']),
  rowsRead: whole.optional(),
});

/** What an import is busy with; `reading` while it has not said. */
export const importPhaseOf = (job: {
  readonly result?: unknown;
}): { readonly phase: z.infer<typeof importPhase>['phase']; readonly rowsRead: number } => {
  const { data } = importPhase.safeParse(job.result);
  return { phase: data?.phase ?? 'reading', rowsRead: data?.rowsRead ?? 0 };
};

const dryRun = z.looseObject({ dryRun: z.literal(true) });

/** Whether a job is an import that only looks; an import says so once it has begun with its rows. */
export const isDryRun = (job: { readonly kind: string; readonly result?: unknown }): boolean =>
  job.kind === 'import-enrolments' && dryRun.safeParse(job.result).success;
