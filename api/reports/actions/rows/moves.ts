import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Move } from '../../rules/intervals.ts';

/** Moves on this machine's disk, so that any number of them is put in order by person in little memory. */
export interface Moves {
  add(moves: readonly Move[]): void;
  /** Each person with all moves in their order; what begins and ends at one instant has never been. */
  byPerson(): Iterable<{
    readonly personId: PersonId;
    readonly moves: readonly { readonly at: Instant; readonly by: number }[];
  }>;
  /** Removes the file. */
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -16384;
  CREATE TABLE moves (
    personId TEXT, at INTEGER, moved INTEGER, PRIMARY KEY (personId, at)
  ) WITHOUT ROWID;
`;

interface MoveRow {
  readonly personId: string;
  readonly at: number;
  readonly moved: number;
}

/** Opens a file for moves, which is not there yet, in a folder that is. */
export function openMoves(file: string): Moves {
  const db = new DatabaseSync(file);
  db.exec(SCHEMA);
  const insert = db.prepare(
    'INSERT INTO moves VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET moved = moved + excluded.moved',
  );
  const select = db.prepare(
    'SELECT personId, at, moved FROM moves WHERE moved <> 0 ORDER BY personId, at',
  );

  return {
    add(moves) {
      db.exec('BEGIN');
      for (const { personId, at, by } of moves) insert.run(personId, at, by);
      db.exec('COMMIT');
    },
    *byPerson() {
      let personId: string | null = null;
      let theirs: { at: number; by: number }[] = [];
      for (const row of select.iterate() as Iterable<object> as Iterable<MoveRow>) {
        if (personId !== null && row.personId !== personId) {
          yield { personId, moves: theirs };
          theirs = [];
        }
        personId = row.personId;
        theirs.push({ at: row.at, by: row.moved });
      }
      if (personId !== null) yield { personId, moves: theirs };
    },
    close() {
      db.close();
      rmSync(file, { force: true });
    },
  };
}
