import type { ErrorCode } from '../../kernel/errors.ts';
import type { Kind } from '../../ports/store.ts';
import type { Doc } from './fields.ts';
import type { PackedCommits } from './packed-commits.ts';
import type { Made } from './references.ts';

/** A kind without its functions, which do not pass between threads; steps bring the entries of `each` along. */
export type Silent = Omit<Kind<Doc>, 'indexes'> & {
  readonly indexes: readonly (readonly [name: string, index: object, hasEach: boolean])[];
};

/** What the writing thread is started with. */
export interface Started {
  readonly file: string;
  readonly kinds: readonly Silent[];
}

/** What the writing thread is asked. Commits have the numbers from `id` on. */
export type Asked = { readonly id: number } & (
  | {
      readonly what: 'commit';
      readonly commits: PackedCommits;
      /** What ends with them: a turn of the main thread, or a group besides; null where more of the turn follows. */
      readonly ends: Ending | null;
    }
  | { readonly what: 'drop'; readonly kind: number; readonly before: number }
  | { readonly what: 'end' }
);

/** What ends with a commit: a turn, after which the thread waits for no more; or a group that is to be on the disk as it is. */
export type Ending = 'turn' | 'group';

/** What became of the thing asked under that number. */
export type Answer = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly failure: { readonly code: ErrorCode | null; readonly message: string } }
);

/**
 * What the thread says: first that it is ready, then answers, as many as are there at a time. Of a commit that was made and
 * gives no documents back there is only the number, and how many writes it had, by turns in one list.
 */
export type Said =
  | 'ready'
  | {
      readonly answers: readonly Answer[];
      readonly committed: readonly number[];
      readonly made: Made;
    };

/** The kinds as they pass to the thread. */
export const silent = (kinds: readonly Kind<Doc>[]): Silent[] =>
  kinds.map((kind) => ({
    ...kind,
    indexes: Object.entries(kind.indexes).map(([name, { each, ...index }]) => [
      name,
      index,
      each !== undefined,
    ]),
  }));

const never = (): never => {
  throw new Error('Entries are made where a commit comes in, never in the writing thread.');
};

/** The kinds as the thread lays them out. */
export const revived = (kinds: readonly Silent[]): Kind<Doc>[] =>
  kinds.map((kind) => ({
    ...kind,
    indexes: Object.fromEntries(
      kind.indexes.map(([name, index, hasEach]) => [
        name,
        hasEach ? { ...index, each: never } : index,
      ]),
    ) as Kind<Doc>['indexes'],
  }));
