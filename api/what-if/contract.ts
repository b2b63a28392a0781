import { z } from 'zod';
import { day, guid } from '../http/contract.ts';
import { moneyShape } from '../orders/contract.ts';

/** `GET /api/billing/what-if`: with the price of an offer for the MAU plan, or without. */
export const whatIfQuery = z.strictObject({
  activeUserPriceMinor: z
    .string()
    .regex(/^\d{1,7}$/, 'Must be a whole number of minor units, such as 250 for 2.50.')
    .optional()
    .meta({
      description:
        'What an active user of a month would cost, in minor units, by an offer of sales.',
    }),
});

/** What could be otherwise, and what that would cost. */
export const whatIfShape = z
  .strictObject({
    plans: z
      .strictObject({
        months: z
          .array(
            z.strictObject({
              month: z.string().meta({ description: 'YYYY-MM in the time zone of the account.' }),
              seats: z.int().meta({ description: 'The highest count on any day of it.' }),
              activeUsers: z.int(),
            }),
          )
          .meta({ description: 'Full months of the last twelve, the earliest first.' }),
        isProjected: z.boolean().meta({
          description: 'Fewer than twelve are known: a year is reckoned from those.',
        }),
        unitPrice: moneyShape.meta({ description: 'One seat for one month.' }),
        seats: z
          .int()
          .meta({ description: 'The highest count, and not fewer than can be ordered.' }),
        seatsAnnual: moneyShape.meta({ description: 'seats times unitPrice times 12.' }),
        activeUsers: z.int().meta({ description: 'Monthly active users of a year, added up.' }),
        breakEven: moneyShape.nullable().meta({
          description:
            'Up to this price of an active user the MAU plan costs no more; null: nobody was active.',
        }),
        offered: z
          .strictObject({
            unitPrice: moneyShape,
            annual: moneyShape.meta({ description: 'unitPrice times activeUsers.' }),
            cheaper: z.enum(['seats', 'mau', 'same']),
            difference: moneyShape,
          })
          .nullable(),
      })
      .nullable()
      .meta({ description: 'Null: no full month is known yet.' }),
    ending: z
      .strictObject({
        orders: z.array(
          z.strictObject({
            id: guid,
            seats: z.int(),
            monthly: moneyShape,
            monthsLeft: z.int(),
            today: z.strictObject({ endsOn: day, fee: moneyShape }),
            atRenewal: z.strictObject({ endsOn: day, charges: moneyShape }),
          }),
        ),
        today: z.strictObject({ endsOn: day, fees: z.array(moneyShape) }),
        atRenewal: z.strictObject({ endsOn: day, charges: z.array(moneyShape) }),
        saved: z.array(moneyShape).meta({ description: 'What ending today costs less.' }),
      })
      .nullable()
      .meta({ description: 'Ending now against at the renewal (B-6); null: no order runs.' }),
  })
  .meta({ id: 'WhatIf' });
