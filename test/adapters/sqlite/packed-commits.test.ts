import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntriesMove } from '../../../api/adapters/sqlite/entries.ts';
import type { Raw } from '../../../api/adapters/sqlite/fields.ts';
import { packOf, unpacked, type Commit } from '../../../api/adapters/sqlite/packed-commits.ts';
import type { Step } from '../../../api/adapters/sqlite/steps.ts';

const place = fc.nat(40);
const text = fc.string({ unit: 'binary', maxLength: 12 });
const whole = fc.maxSafeInteger().map((value) => value + 0);
const raw = fc.oneof<fc.Arbitrary<Raw>[]>(whole, text, fc.constant(null));
const raws = fc.array(raw, { maxLength: 5 });
const maybe = fc.option(whole);
/** Not a number stands for a version that no store ever gave. */
const version = fc.oneof(fc.nat(), fc.constant(NaN));

const move: fc.Arbitrary<EntriesMove> = fc.record({
  nth: place,
  gone: fc.array(text),
  goneBy: raws,
  come: fc.array(text),
  comeBy: raws,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('create' as const), table: place, row: raws }),
  fc.record({ act: fc.constant('delete' as const), table: place, key: raws, version }),
  fc.record({ act: fc.constant('replace' as const), table: place, key: raws, row: raws, version }),
  fc.record({
    act: fc.constant('change' as const),
    table: place,
    key: raws,
    version,
    rowid: fc.nat(),
    places: fc.array(place),
    values: raws,
    moves: fc.array(move, { maxLength: 3 }),
  }),
  fc.record({
    act: fc.constant('add' as const),
    table: place,
    key: raws,
    amounts: fc.array(fc.record({ place, amount: whole })),
    bounds: fc.array(
      fc.record({ place, atLeast: maybe, atMost: maybe, atMostPlace: fc.option(place) }),
    ),
  }),
);
const commit: fc.Arbitrary<Commit> = fc.tuple(text, fc.array(step, { maxLength: 6 }));

describe('commits on their way to the writing thread', () => {
  test('arrive as they were sent, whatever texts and numbers they hold', () => {
    fc.assert(
      fc.property(fc.array(commit, { maxLength: 4 }), (commits) => {
        const pack = packOf();
        for (const [partition, steps] of commits) pack.add(partition, steps);
        expect(pack.commits).toBe(commits.length);
        expect(unpacked(structuredClone(pack.take()))).toEqual(commits);
        expect(pack.commits).toBe(0);
      }),
    );
  });

  test('of one pack are not in the next, and a pack has no end', () => {
    const pack = packOf();
    pack.add('first', [{ act: 'create', table: 0, row: ['a'] }]);
    pack.take();
    const row = Array.from({ length: 100_000 }, (_, nth) => (nth % 2 === 0 ? nth : `text ${nth}`));
    const steps: Step[] = [{ act: 'create', table: 1, row }];
    pack.add('second', steps);
    expect(unpacked(pack.take())).toEqual([['second', steps]]);
  });
});
