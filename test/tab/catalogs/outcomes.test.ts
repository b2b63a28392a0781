import { describe, expect, test } from '@jest/globals';
import {
  endingOf,
  refusalKeyOf,
  refusedFirst,
  tallyOf,
  type PersonOutcome,
} from '../../../tab/catalogs/outcomes.ts';

const outcome = (personId: string, what: PersonOutcome['outcome']): PersonOutcome => ({
  personId,
  outcome: what,
});

describe('The outcomes of an act on people', () => {
  const outcomes = [
    outcome('1', 'already'),
    outcome('2', 'enrolled'),
    outcome('3', 'refused'),
    outcome('4', 'enrolled'),
  ];

  test('are counted', () => {
    expect(tallyOf(outcomes)).toEqual({ enrolled: 2, listed: 0, already: 1, refused: 1 });
  });

  test('show refusals first and keep their order otherwise', () => {
    expect(refusedFirst(outcomes).map(({ personId }) => personId)).toEqual(['3', '2', '4', '1']);
  });

  test('have words for a refusal that this version does not know', () => {
    expect(refusalKeyOf('person-deleted')).toBe('person-deleted');
    expect(refusalKeyOf('brand-new')).toBe('other');
    expect(refusalKeyOf(undefined)).toBe('other');
  });
});

describe('Taking somebody off (S-6)', () => {
  test('ends what is individual, and all of it where no group holds it', () => {
    expect(endingOf({ direct: true, groupIds: [] })).toBe('ends');
    expect(endingOf({ direct: true, groupIds: ['g'] })).toBe('stays');
  });

  test('is refused where the person is here only through groups', () => {
    expect(endingOf({ direct: false, groupIds: ['g'] })).toBe('held');
  });
});
