import { jest } from '@jest/globals';

/** The laws of the count, on Azure Cosmos DB: the same suite, a few runs of it. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../seats/count.test.ts');
