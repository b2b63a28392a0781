import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idFrom } from '../../api/kernel/ids.ts';
import { openMoves } from '../../api/reports/actions/rows/moves.ts';
import { countedBy, type Counted, type Move } from '../../api/reports/rules/intervals.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headcount-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const personIds = [0, 1, 2].map((nth) => idFrom('person', String(nth)));

test('times of counting are those of the moves, in whatever order and portions they are read', () => {
  let files = 0;
  const turn = fc.record({ person: fc.nat(2), after: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 30 }), fc.nat(7), (turns, portion) => {
      // Each turn, somebody begins or ceases to count.
      let at = 0;
      const since = new Map<string, number>();
      const moves: Move[] = [];
      const wanted: Counted[] = [];
      for (const { person, after } of turns) {
        at += after;
        const personId = personIds[person] ?? '';
        const from = since.get(personId);
        moves.push({ personId, at, by: from === undefined ? 1 : -1 });
        if (from === undefined) since.set(personId, at);
        else {
          wanted.push({ personId, from, until: at });
          since.delete(personId);
        }
      }
      for (const [personId, from] of since) wanted.push({ personId, from, until: null });

      const kept = openMoves(join(folder, `${files++}.moves`));
      try {
        // Who counts now is known twice: by the person, and by the event.
        const now = [...since].map(([personId, from]) => ({ personId, at: from, by: 1 }));
        const read = [...now, ...moves.toReversed()];
        for (let from = 0; from < read.length; from += portion + 1)
          kept.add(read.slice(from, from + portion + 1));
        const found = [...kept.byPerson()].flatMap((one) => countedBy(one.personId, one.moves));
        const order = (one: Counted): string => `${one.personId} ${String(one.from).padStart(4)}`;
        const sorted = (all: readonly Counted[]): Counted[] =>
          all.toSorted((a, b) => order(a).localeCompare(order(b)));
        expect(sorted(found)).toEqual(sorted(wanted));
      } finally {
        kept.close();
      }
    }),
    { numRuns: 60 },
  );
});

test('what begins and ends at one instant has never been', () => {
  const kept = openMoves(join(folder, 'instant.moves'));
  const [personId = ''] = personIds;
  kept.add([
    { personId, at: 5, by: -1 },
    { personId, at: 5, by: 1 },
  ]);
  expect([...kept.byPerson()]).toEqual([]);
  kept.close();
});
