import type { CommitResult } from '../../ports/store.ts';
import type { Connection } from './connection.ts';
import { dropSome } from './expiry.ts';
import { groupsOf, type GroupEvents, type Going } from './groups.ts';
import { performer } from './perform.ts';
import type { PartitionPlace, Step } from './steps.ts';
import type { Ending } from './thread-messages.ts';
import { versionsOf } from './versions.ts';

/** What writes commits, on this thread or on one of its own. */
export interface Writes {
  commit(partition: PartitionPlace, steps: readonly Step[]): Promise<CommitResult>;
  /** Drops some documents that expired before the instant, of the kind with that number; gives how many, 0 when none is left. */
  dropSome(kind: number, before: number): Promise<number>;
  /** Takes nothing more, and fulfils when all that was taken is answered. */
  end(): Promise<void>;
}

/** Writes by this thread's own connection. */
export interface OwnWrites extends Writes {
  /** Lets what was taken be written, where that waits to be told (`when-told`). */
  release(ends: Ending): void;
}

/** Writes by this thread's own connection, which must be the only one that writes. */
export function writesBy(
  connection: Connection,
  groupMs: number,
  on: Pick<GroupEvents, 'afterGroup'>,
  going: Going = 'at-once',
): OwnWrites {
  const { db, statements, references, reading, tables, documentsOf } = connection;
  const versions = versionsOf(statements);
  const perform = performer(references, versions, tables, documentsOf);
  const events: GroupEvents = {
    ...on,
    beforeTransaction() {
      reading.end();
    },
    afterRollback() {
      references.forget();
      versions.forget();
    },
  };
  const groups = groupsOf(db, perform, groupMs, events, going);
  return {
    commit: (partition, steps) => groups.commit(partition, steps),
    release: (ends) => {
      groups.release(ends);
    },
    end: () => groups.end(),
    async dropSome(kind, before) {
      const table = tables[kind];
      if (table === undefined) return 0;
      return groups.alone(() => dropSome(statements, table, documentsOf(table), before));
    },
  };
}
