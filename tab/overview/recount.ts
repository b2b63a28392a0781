import { z } from 'zod';

const person = z.object({ counted: z.boolean(), standing: z.string() });

const difference = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('person'),
    personId: z.string(),
    kept: person,
    recounted: person,
    healed: z.boolean(),
  }),
  z.object({
    of: z.literal('tenant'),
    kept: z.number(),
    recounted: z.number(),
    healed: z.boolean(),
  }),
  z.object({ of: z.literal('catalog'), catalogId: z.string(), healed: z.boolean() }),
  z.object({ of: z.literal('training'), trainingId: z.string(), healed: z.boolean() }),
]);

/** One thing that was kept otherwise than the facts make it. */
export type Difference = z.infer<typeof difference>;

const result = z.object({
  people: z.number(),
  kept: z.object({ used: z.number() }),
  recounted: z.object({ used: z.number() }),
  differences: z.array(difference),
  differencesTotal: z.number(),
  healed: z.boolean(),
});

/** What a recount found. */
export type RecountResult = z.infer<typeof result>;

/** The result of a recount's job; null while there is none, or where it cannot be read. */
export function recountResultOf(told: unknown): RecountResult | null {
  const read = result.safeParse(told);
  return read.success ? read.data : null;
}
