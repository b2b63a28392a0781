import { jest } from '@jest/globals';

/**
 * Webhooks, purchase orders and processes that die, on Azure Cosmos DB: the same suites, and in the full matrix all that there
 * are of orders.
 */
process.env['HEADCOUNT_STORE'] = 'cosmos';
const isFull = process.env['HEADCOUNT_MATRIX'] === 'full';
jest.setTimeout(isFull ? 3_600_000 : 300_000);
await import('../../../orders/webhooks.test.ts');
await import('../../../orders/purchase-orders.test.ts');
await import('../../../orders/crashes.test.ts');
if (isFull) {
  await import('../../../orders/payment-problems.test.ts');
  await import('../../../orders/card-orders.test.ts');
  await import('../../../orders/deactivation.test.ts');
  await import('../../../orders/laws.test.ts');
}
