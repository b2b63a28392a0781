import type { ErrorCode } from '../../kernel/errors.ts';
import type { Kind } from '../../ports/store.ts';
import type { Doc } from './fields.ts';
import type { PackedCommits } from './packed-commits.ts';

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
    }
  | { readonly what: 'drop'; readonly kind: number; readonly before: number }
  | { readonly what: 'end' }
);

/** What became of the thing asked under that number. */
export type Answer = { readonly id: number } & (
  | { readonly value: unknown }
  | { readonly failure: { readonly code: ErrorCode | null; readonly message: string } }
);

/** What the thread says: first that it is ready, then answers, as many as are there at a time. */
export type Said = 'ready' | readonly Answer[];

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
