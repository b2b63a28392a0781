import { z } from 'zod';
import { guid } from '../../http/contract.ts';
import { REFUSALS } from '../../kernel/customers.ts';

/** The address of a customer: the id of its tenant. */
export const customerParams = z.strictObject({ customerId: guid });

/** The address of one user of a customer. */
export const customerUserParams = z.strictObject({ customerId: guid, userId: guid });

/** The most users that one act names; more come as a file. */
export const USERS_PER_ACT_MAX = 10_000;

/** Whether an act is only looked at: then nothing changes, and the answer says what would. */
export const previewQuery = z.strictObject({
  preview: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'true: nothing changes, and the answer says what would.' }),
});

/** The codes of refusals that are known today; whoever reads them bears others. */
export const refusalCode = z.enum(REFUSALS);

/** What a refusal speaks of. */
export const facts = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .meta({ description: 'What it speaks of, by name, for words in other languages.' });

/** Why something is refused: a stable code, its facts, and field, rule and remedy in plain words. */
export const refusal = z.strictObject({ code: z.string(), detail: z.string(), facts });

/** A number of things. */
export const count = z.int().min(0);

/** A usage location on its way in: checked by the rules, so that the refusal says which field and what would do. */
export const locationText = z
  .string()
  .trim()
  .max(100)
  .meta({ description: 'Where the user uses services: two letters of ISO 3166-1, such as NL.' });

/** Where somebody else is mentioned: what the partner's tenant knows of the person. */
export const agentShape = z.strictObject({ id: guid, displayName: z.string().nullable() });
