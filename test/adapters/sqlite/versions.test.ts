import { expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { statementsOf } from '../../../api/adapters/sqlite/statements.ts';
import { versionsOf, type Versions } from '../../../api/adapters/sqlite/versions.ts';

/** What happens to those who write a file one after the other: each may be made long before its turn. */
type Step = 'number' | 'rollback' | 'make the next' | 'hand over';

/** So few numbers are noted at a time that blocks end often. */
const BLOCK = 3;

test('each version is greater than every one before it, whoever writes and whenever that one was made', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom<Step>('number', 'number', 'rollback', 'make the next', 'hand over'),
        {
          maxLength: 60,
        },
      ),
      (steps) => {
        const db = new DatabaseSync(':memory:');
        db.exec('CREATE TABLE "_meta" (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
        const writer = (): Versions => versionsOf(statementsOf(db), BLOCK);
        let current = writer();
        let next: Versions | null = null;
        let greatest = 0;
        for (const step of steps)
          if (step === 'number') {
            const number = current.next();
            expect(number).toBeGreaterThan(greatest);
            greatest = number;
          } else if (step === 'rollback') {
            db.exec('BEGIN');
            expect(current.next()).toBeGreaterThan(greatest);
            db.exec('ROLLBACK');
            current.forget();
          } else if (step === 'make the next') next = writer();
          else {
            current = next ?? writer();
            next = null;
          }
        db.close();
      },
    ),
    { numRuns: 500 },
  );
});
