import type { Log } from '../../ports/log.ts';
import type { AnyKind } from '../../ports/store.ts';

/** What to open. */
export interface SqliteOptions {
  /** The data file; it and its folder are made where they are not there yet. */
  readonly file: string;
  /** Every kind that the store is to hold. */
  readonly kinds: readonly AnyKind[];
  /** Told of openings and migrations. */
  readonly log?: Log;
  /** Whether a thread of its own writes: once many commits wait (as it is meant), or from the beginning. */
  readonly thread?: 'when-busy' | 'always';
  /** Told the text of each statement once; for a test of their plans. */
  readonly watch?: (sql: string) => void;
}
