import { jest } from '@jest/globals';

/** One tenant for a subscription at every instant, on Azure Cosmos DB: the same suite, a few runs of it. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../subscriptions/one-place.test.ts');
