import { describe, expect, test } from '@jest/globals';
import { importPhaseOf, resultOf } from '../../../tab/jobs/results.ts';

describe('The result of a job', () => {
  test('is read by its kind', () => {
    expect(resultOf({ kind: 'delete-training', result: { enrolmentsEnded: 7 } })).toEqual({
      of: 'training-deletion',
      enrolmentsEnded: 7,
    });
    expect(
      resultOf({ kind: 'delete-catalog', result: { peopleTakenOff: 7, trainings: 2 } }),
    ).toEqual({ of: 'catalog-deletion', peopleTakenOff: 7, trainings: 2 });
    expect(resultOf({ kind: 'unlink-group', result: { people: 4 } })).toEqual({
      of: 'ungroup',
      people: 4,
    });
  });

  test('names what an import would make', () => {
    const result = {
      dryRun: true,
      phase: 'finished',
      ...{ rows: 3, enrolled: 2, already: 0, ended: 0, superseded: 0, refused: 1 },
      refusedBy: { 'person-unknown': 1 },
      newCatalogs: { count: 1, names: ['Safety'] },
      newCourses: { count: 1, names: [{ catalog: 'Safety', course: 'Fire' }] },
    };
    expect(resultOf({ kind: 'import-enrolments', result })).toEqual({ of: 'import', result });
  });

  test('is nothing while there is none, and where it is not understood', () => {
    expect(resultOf({ kind: 'import-enrolments', result: { phase: 'reading' } })).toBeNull();
    expect(resultOf({ kind: 'recount', result: null })).toBeNull();
    expect(resultOf({ kind: 'brand-new', result: { people: 3 } })).toBeNull();
  });
});

describe('The phase of an import', () => {
  test('is reading until it says otherwise', () => {
    expect(importPhaseOf({ result: null })).toEqual({ phase: 'reading', rowsRead: 0 });
    expect(importPhaseOf({ result: { phase: 'reading', rowsRead: 9 } })).toEqual({
      phase: 'reading',
      rowsRead: 9,
    });
    expect(importPhaseOf({ result: { phase: 'applying' } }).phase).toBe('applying');
  });
});
