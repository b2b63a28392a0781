import { z } from 'zod';

/** `POST /api/imports/enrolments`. */
export const importQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'true: nothing changes, and the results say what would.' }),
});
