import { jest } from '@jest/globals';

/** The closed limit, on Azure Cosmos DB: the same suite, a few runs of it. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../limits/gate.test.ts');
