import { jest } from '@jest/globals';

/** Learning through the front door, on Azure Cosmos DB: the same suites, a few runs of them. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../catalogs/learning.test.ts');
await import('../../../catalogs/directory.test.ts');
await import('../../../catalogs/asking.test.ts');
