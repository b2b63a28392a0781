import { z } from 'zod';
import { syncShape } from '../directory/contract.ts';
import { instant } from '../http/contract.ts';
import { seatChangesPage, seatHistoryShape } from '../seats/contract.ts';
import { subscriptionShape } from '../subscriptions/contract.ts';

/** `GET /api/overview`. */
export const overviewQuery = z.strictObject({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(90)
    .meta({ description: 'How many days back the history of the count reaches.' }),
});

/** What an administrator looks at first, in one answer. */
export const overviewShape = z
  .strictObject({
    asOf: instant.meta({ description: "The service's clock: what `today` is." }),
    subscription: subscriptionShape,
    sync: syncShape,
    history: seatHistoryShape,
    changesSince: instant.meta({ description: 'The beginning of yesterday, in UTC.' }),
    changes: seatChangesPage.meta({
      description: 'The newest changes; they go on at `GET /api/seat-changes`.',
    }),
  })
  .meta({ id: 'Overview' });
export type OverviewShape = z.infer<typeof overviewShape>;
