import { jest } from '@jest/globals';

/** Card orders, payment problems, the end of an account, webhooks and purchase orders, on Azure Cosmos DB: the same suites. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(600_000);
await import('../../../orders/card-orders.test.ts');
await import('../../../orders/webhooks.test.ts');
await import('../../../orders/payment-problems.test.ts');
await import('../../../orders/deactivation.test.ts');
await import('../../../orders/purchase-orders.test.ts');
await import('../../../orders/crashes.test.ts');
