import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { AnyKind, Kind, Partition } from '../../ports/store.ts';
import type { Items, Operation } from './container.ts';
import type { Doc } from './fields.ts';
import { docOf, itemOf, newMark, type StoredItem } from './items.ts';
import type { Layout, Layouts } from './layout.ts';

/** A kind's declaration as the account remembers it. */
interface Declaration {
  readonly key: readonly string[];
  readonly log: boolean;
  readonly fields: Readonly<Record<string, string>>;
  /** Of an `each` only that it is there: one that gives other entries takes a new name. */
  readonly indexes: Readonly<Record<string, string>>;
}

const declarationOf = ({ key, log, fields, indexes, expires }: Kind<Doc>): Declaration => ({
  key,
  log: log ?? false,
  fields,
  indexes: {
    ...Object.fromEntries(
      Object.entries(indexes).map(([name, { equals, order, when, each }]) => [
        name,
        JSON.stringify([equals ?? [], order, when ?? null, each !== undefined]),
      ]),
    ),
    ...(expires === undefined ? {} : { '~expires': expires }),
  },
});

/** Where the declarations are remembered: one document, in a partition that no tenant can have. */
const PARTITION = '~kinds' as Partition;
const ID = 'declared';

type Declarations = Readonly<Record<string, Declaration>>;

/** Why documents that lie as they were declared before cannot be read as they are declared now; null where they can. */
function obstacle(before: Declaration, now: Declaration): string | null {
  if (JSON.stringify(before.key) !== JSON.stringify(now.key) || before.log !== now.log)
    return 'its key is another';
  for (const [name, type] of Object.entries(now.fields)) {
    const was = before.fields[name];
    if (was === undefined ? !type.endsWith('?') : was !== type && `${was}?` !== type)
      return `its field ${name} is ${was ?? 'missing'} in the account and ${type} here`;
  }
  return null;
}

const hasNewIndex = (before: Declaration, now: Declaration): boolean =>
  Object.entries(now.indexes).some(([name, index]) => before.indexes[name] !== index);

const OF_KIND = 'SELECT * FROM c WHERE c.kind = @kind';
const PAGE = 500;
const BATCH = 50;

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Writes the documents of a kind again whose index texts are not those of the declaration; gives how many. */
async function refill(items: Items, layout: Layout): Promise<number> {
  const question = { query: OF_KIND, parameters: [{ name: '@kind', value: layout.name }] };
  let written = 0;
  let continuation: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof items.query<StoredItem>>> = await items.query(
      null,
      question,
      { size: PAGE, continuation },
    );
    for (const [partition, found] of Map.groupBy(page.items, ({ pk }) => pk)) {
      const wanting = found.flatMap((item): Operation[] => {
        const { commit, place, id, _etag } = item;
        const fresh = itemOf(layout, partition, docOf(layout, item), commit, place ?? 0);
        return same([item.sort, item.entries], [fresh.sort, fresh.entries])
          ? []
          : [{ operationType: 'Replace', id, ifMatch: _etag, resourceBody: fresh }];
      });
      for (let from = 0; from < wanting.length; from += BATCH)
        written += await writeAgain(items, partition, wanting.slice(from, from + BATCH));
    }
    continuation = page.continuation;
  } while (continuation !== null);
  return written;
}

/** Replaces those that still are as they were read: whoever changed one meanwhile has written its index texts as well. */
async function writeAgain(
  items: Items,
  partition: Partition,
  operations: readonly Operation[],
): Promise<number> {
  let left = operations;
  while (left.length > 0) {
    const result = await items.batch(partition, left, { items: false });
    if (result.outcome === 'done') return left.length;
    left = left.filter((_, nth) => nth !== result.operation);
  }
  return 0;
}

/**
 * Brings the documents in the account to the declared kinds: remembers them, and gives documents that were written before an
 * index was declared their place in it. Where that is needed, programs that do not know the index must have stopped.
 * @throws AppError `store-unavailable` where documents lie in a way that this program cannot read
 */
export async function bringUp(
  items: Items,
  layouts: Layouts,
  kinds: readonly AnyKind[],
  log: Log | undefined,
): Promise<void> {
  const held = await items.read(PARTITION, ID);
  const before = (held?.fields ?? {}) as Declarations;
  const now: Record<string, Declaration> = { ...before };
  for (const kind of kinds) {
    const layout = layouts.of(kind);
    const declared = declarationOf(layout.kind);
    const remembered = before[layout.name];
    now[layout.name] = declared;
    if (remembered === undefined || same(remembered, declared)) continue;
    const reason = obstacle(remembered, declared);
    if (reason !== null)
      throw new AppError(
        'store-unavailable',
        `The account cannot serve this program: of the kind ${layout.name} ${reason}. Start the program that wrote it, or a newer one.`,
      );
    if (!hasNewIndex(remembered, declared)) continue;
    const written = await refill(items, layout);
    log?.info({ kind: layout.name, written }, 'documents brought to a new index');
  }
  if (same(before, now)) return;
  const body = { id: ID, pk: PARTITION, tenantId: PARTITION, fields: now, commit: newMark() };
  const remember: Operation =
    held === null
      ? { operationType: 'Create', resourceBody: body }
      : { operationType: 'Replace', id: ID, ifMatch: held._etag, resourceBody: body };
  // Where another process was quicker it has remembered the same, or the next start does it again.
  await items.batch(PARTITION, [remember], { items: false });
}
