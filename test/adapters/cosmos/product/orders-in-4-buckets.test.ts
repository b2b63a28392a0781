import { jest, test } from '@jest/globals';

/** Orders of tenants whose people are spread over four buckets, on Azure Cosmos DB: in the full matrix only. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
process.env['HEADCOUNT_TEST_BUCKETS'] = '4';
if (process.env['HEADCOUNT_MATRIX'] === 'full') {
  jest.setTimeout(3_600_000);
  await import('../../../orders/card-orders.test.ts');
  await import('../../../orders/webhooks.test.ts');
  await import('../../../orders/payment-problems.test.ts');
  await import('../../../orders/deactivation.test.ts');
} else test.skip('runs in the full matrix', () => undefined);
