import { z } from 'zod';
import { guid, instant, pageOf, pageQuery } from '../http/contract.ts';

const plan = z.enum(['seats', 'mau']);

/** The most seats and months that one key gives; more is a slip of the hand. */
const SEATS_MAX = 1_000_000;
const MONTHS_MAX = 120;

/** What a key is issued for. */
export const issueBody = z.strictObject({
  plan,
  seats: z.int().min(1).max(SEATS_MAX).meta({
    description: 'How many seats, or how many monthly active users of a period.',
  }),
  months: z.int().min(1).max(MONTHS_MAX).meta({ description: 'The length of the term.' }),
});

const keyFields = {
  id: guid,
  plan,
  seats: z.int(),
  months: z.int(),
  state: z.enum(['issued', 'active', 'lapsed', 'ended', 'revoked']),
  issuedUntil: instant.meta({ description: 'Until when it can be activated for the first time.' }),
  activatedAt: instant.nullable().meta({ description: 'When its term began.' }),
  endsAt: instant.nullable().meta({ description: 'When its term ends.' }),
  revokedAt: instant.nullable(),
};

/** A key as the operator sees it: nothing of the tenant that has it. */
export const keyShape = z.strictObject(keyFields).meta({ id: 'ActivationKey' });

/** A key that was just issued. */
export const issuedKeyShape = z
  .strictObject({
    ...keyFields,
    key: z.string().nullable().meta({
      description: 'Shown this once, in groups of five. Null in the answer to a repeat.',
    }),
    code: z.literal('secret-already-shown').optional(),
    detail: z.string().optional().meta({ description: 'What to do where the key was lost.' }),
  })
  .meta({ id: 'IssuedActivationKey' });

/** `GET /operator/keys`. */
export const keysQuery = z.strictObject(pageQuery);

/** A page of keys. */
export const keysShape = pageOf(keyShape).meta({ id: 'ActivationKeys' });

/** The address of a key. */
export const keyParams = z.strictObject({ keyId: guid });
