import {
  ChangeFeedStartFrom,
  type Container,
  type FeedResponse,
  type JSONObject,
  type OperationInput,
  type SqlQuerySpec,
} from '@azure/cosmos';
import type { Partition } from '../../ports/store.ts';
import type { StoredItem } from './items.ts';
import { statusError, translated, trying, type Trying } from './trying.ts';

/** One write of a transactional batch, as the wire has it. */
export type Operation =
  | { readonly operationType: 'Create'; readonly resourceBody: object }
  | {
      readonly operationType: 'Replace';
      readonly id: string;
      readonly ifMatch: string;
      readonly resourceBody: object;
    }
  | { readonly operationType: 'Delete'; readonly id: string; readonly ifMatch: string }
  | {
      readonly operationType: 'Patch';
      readonly id: string;
      readonly resourceBody: {
        readonly condition?: string;
        readonly operations: readonly {
          readonly op: 'incr' | 'set';
          readonly path: string;
          readonly value: number | string;
        }[];
      };
    };

/** What became of a batch: the documents after it where they were asked for, or which write stood in the way. */
export type BatchResult =
  | { readonly outcome: 'done'; readonly items: readonly (StoredItem | null)[] }
  | { readonly outcome: 'refused'; readonly operation: number; readonly status: number };

/** A page of a question's answers. */
export interface Answers<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null on the last one. */
  readonly continuation: string | null;
}

/** A page of the change feed of a partition. */
export interface Changes {
  readonly items: readonly StoredItem[];
  /** Where what comes later begins. */
  readonly continuation: string;
}

/** The container as the adapter uses it: five requests, each tried until it is answered. */
export interface Items {
  /** The item, or null. */
  read(partition: Partition, id: string): Promise<StoredItem | null>;
  /** All or none, in one partition. `recognise` as for `trying`. */
  batch(
    partition: Partition,
    operations: readonly Operation[],
    wants: { readonly items: boolean } & Trying<BatchResult>,
  ): Promise<BatchResult>;
  /** One page; without a partition it looks through the whole container. */
  query<T>(
    partition: Partition | null,
    question: SqlQuerySpec,
    page: { readonly size: number; readonly continuation: string | null },
  ): Promise<Answers<T>>;
  /** What was created or changed after the continuation (null: ever), oldest first; empty for nothing. */
  changes(partition: Partition, after: string | null, size: number): Promise<Changes>;
  /** Where what comes from now on begins. */
  now(partition: Partition): Promise<string>;
}

/** Statuses of single writes that stand for a refusal. */
const REFUSALS: ReadonlySet<number> = new Set([404, 409, 412]);
/** A write that was not carried out because another one of its batch was refused. */
const FAILED_DEPENDENCY = 424;

function resultOf(
  results: readonly { readonly statusCode: number; readonly resourceBody?: JSONObject }[],
): BatchResult {
  const operation = results.findIndex(
    ({ statusCode }) => statusCode >= 400 && statusCode !== FAILED_DEPENDENCY,
  );
  const status = results[operation]?.statusCode;
  if (status === undefined)
    return {
      outcome: 'done',
      items: results.map(({ resourceBody }) => (resourceBody ?? null) as StoredItem | null),
    };
  if (REFUSALS.has(status)) return { outcome: 'refused', operation, status };
  throw statusError(status, null);
}

/** The items of a container of the SDK. */
export function itemsOf(container: Container): Items {
  const readChanges = (from: object, size: number): Promise<Changes> =>
    trying(async () => {
      const iterator = container.items.getChangeFeedIterator<StoredItem>({
        maxItemCount: size,
        changeFeedStartFrom: from,
      });
      const page = await iterator.readNext();
      const items = page.result as unknown as readonly StoredItem[] | undefined;
      return { items: items ?? [], continuation: page.continuationToken };
    });

  return {
    read: (partition, id) =>
      trying(async () => {
        const answer = await container.item(id, partition).read<StoredItem>();
        const { statusCode, substatus, resource } = answer;
        if (statusCode !== 404) return resource ?? null;
        if (substatus === undefined || substatus === 0) return null;
        throw translated(Object.assign(new Error('Not found.'), { code: statusCode, substatus }));
      }),

    batch: (partition, operations, { items, recognise }) =>
      trying(
        async () => {
          const answer = await container.items.batch(
            // The SDK's type leaves out `ifMatch` for a delete, which the wire has for every write.
            operations as unknown as OperationInput[],
            partition,
            { contentResponseOnWriteEnabled: items },
          );
          return resultOf(answer.result ?? []);
        },
        recognise === undefined ? {} : { recognise },
      ),

    query: <T>(
      partition: Partition | null,
      question: SqlQuerySpec,
      { size, continuation }: { readonly size: number; readonly continuation: string | null },
    ) =>
      trying(async (): Promise<Answers<T>> => {
        const iterator = container.items.query<T>(question, {
          maxItemCount: size,
          ...(partition === null ? {} : { partitionKey: partition }),
          ...(continuation === null ? {} : { continuationToken: continuation }),
        });
        const page: Partial<FeedResponse<T>> = await iterator.fetchNext();
        return { items: page.resources ?? [], continuation: page.continuationToken ?? null };
      }),

    changes: (partition, after, size) =>
      readChanges(
        after === null
          ? ChangeFeedStartFrom.Beginning(partition)
          : ChangeFeedStartFrom.Continuation(after),
        size,
      ),
    now: async (partition) =>
      (await readChanges(ChangeFeedStartFrom.Now(partition), 1)).continuation,
  };
}
