import type { ErrorCode } from '../../kernel/errors.ts';
import type { Kind } from '../../ports/store.ts';
import type { Doc } from './fields.ts';
import type { Step } from './steps.ts';

/** A kind without its functions, which do not pass between threads; steps bring the entries of `each` along. */
export type Silent = Omit<Kind<Doc>, 'indexes'> & {
  readonly indexes: readonly (readonly [name: string, index: object, hasEach: boolean])[];
};

/** What the writing thread is started with. */
export interface Started {
  readonly file: string;
  readonly kinds: readonly Silent[];
}

/** What the writing thread is asked. */
export type Asked = { readonly id: number } & (
  | {
      readonly what: 'commit';
      readonly commits: readonly (readonly [partition: string, steps: readonly Step[]])[];
    }
  | { readonly what: 'drop'; readonly kind: number; readonly before: number }
  | { readonly what: 'end' }
);

/** What it answers: a result or a failure for each thing asked. Number 0 says that it is ready. */
export interface Answered {
  readonly id: number;
  readonly results: readonly (
    | { readonly value: unknown }
    | { readonly failure: { readonly code: ErrorCode | null; readonly message: string } }
  )[];
}

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
