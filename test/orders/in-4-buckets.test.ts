import { test } from '@jest/globals';

/** Orders of tenants whose people are spread over four buckets: in the full matrix only. */
process.env['HEADCOUNT_TEST_BUCKETS'] = '4';
if (process.env['HEADCOUNT_MATRIX'] === 'full') {
  await import('./card-orders.test.ts');
  await import('./webhooks.test.ts');
  await import('./payment-problems.test.ts');
  await import('./deactivation.test.ts');
} else test.skip('runs in the full matrix', () => undefined);
