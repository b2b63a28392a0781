import { jest } from '@jest/globals';

/** Learning through the front door, on Azure Cosmos DB: the same suite, a few runs of it. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../catalogs/learning.test.ts');
