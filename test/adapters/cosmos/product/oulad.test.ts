import { jest } from '@jest/globals';

/** The Open University's learners, on Azure Cosmos DB: the same suite, two catalogs of the seven, or all in the full matrix. */
process.env['HEADCOUNT_STORE'] = 'cosmos';
jest.setTimeout(900_000);
await import('../../../imports/oulad.test.ts');
