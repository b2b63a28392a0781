import { jest } from '@jest/globals';

/** The directory sync and its workers that die, on Azure Cosmos DB: the same suite, a few runs of it. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(300_000);
await import('../../../directory/schedules.test.ts');
