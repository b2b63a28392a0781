import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import type { CommitResult, Partition } from '../../ports/store.ts';
import type { BatchResult, Items, Operation } from './container.ts';
import { docOf, etagOf, itemOf, tenantOf, type Item, type StoredItem } from './items.ts';
import type { Doc } from './fields.ts';
import type { Adding, Bounded, Step } from './writes.ts';

/**
 * How a commit makes itself known, so that one whose answer was lost is recognised: a document that only this commit
 * creates and nobody ever changes, as the first write of the batch. A second try of a commit that was carried out is then
 * refused at that document and at no other. The commit's first event serves; where there is none, a small document of its
 * own does, which the service drops soon.
 */
interface Witness {
  readonly id: string;
  /** The write whose document it is; null for a document of its own. */
  readonly write: number | null;
  readonly item: object;
}

/** The service takes so many writes in a batch. */
const BATCH_MAX = 100;
/** Long after the last try. */
const MARKER_TTL_SECONDS = 600;
/** A patch takes ten steps, and one of them is the commit's mark. */
const AMOUNTS_MAX = 9;

function witnessOf(partition: Partition, steps: readonly Step[], mark: string): Witness | null {
  const write = steps.findIndex(({ act, layout }) => act === 'create' && layout.isLog);
  const step = steps[write];
  if (step?.act === 'create') return { id: step.id, write, item: step.item };
  if (steps.length === BATCH_MAX) return null;
  const id = `~commit.${mark}`;
  const tenantId = tenantOf(partition);
  return {
    id,
    write: null,
    item: { id, pk: partition, tenantId, commit: mark, ttl: MARKER_TTL_SECONDS },
  };
}

/** Whether what is added to stands nowhere but in its field, so that the service itself can add. */
const isInPlace = ({ layout, amounts }: Adding): boolean =>
  amounts.size <= AMOUNTS_MAX && ![...amounts.keys()].some((field) => layout.derivedFrom(field));

/**
 * What must hold before an addition so that the bounds hold after it. Field names and numbers only: it is no text of a
 * caller.
 */
function conditionOf({ amounts, bounds }: Adding): string {
  const at = (field: string): string => `c.fields.${field}`;
  const added = (field: string): number => amounts.get(field) ?? 0;
  const conditions = [...amounts].map(([field, amount]) =>
    amount < 0
      ? `${at(field)} >= ${Number.MIN_SAFE_INTEGER - amount}`
      : `${at(field)} <= ${Number.MAX_SAFE_INTEGER - amount}`,
  );
  for (const { field, atLeast, atMost, atMostField } of bounds) {
    if (atLeast !== null) conditions.push(`${at(field)} >= ${atLeast - added(field)}`);
    if (atMost !== null) conditions.push(`${at(field)} <= ${atMost - added(field)}`);
    if (atMostField === null) continue;
    const nearer = added(field) - added(atMostField);
    conditions.push(
      nearer < 0
        ? `${at(field)} <= ${at(atMostField)} + ${-nearer}`
        : `${at(field)} + ${nearer} <= ${at(atMostField)}`,
    );
  }
  return `from c where ${conditions.join(' and ')}`;
}

const NEVER = 'from c where false';
/** No document has it, so that one which was made meanwhile is not overwritten. */
const NO_ETAG = '""';
/** Who was overtaken by another writer waits so long at most. */
const OVERTAKEN_PAUSE_MS = 20;

/** The fields after an addition, or null where a bound does not hold. */
function sumOf({ amounts, bounds }: Adding, fields: Doc): Doc | null {
  const after: Record<string, unknown> = { ...fields };
  for (const [field, amount] of amounts) {
    const sum = Number(after[field]) + amount;
    if (!Number.isSafeInteger(sum)) return null;
    after[field] = sum;
  }
  const value = (field: string): number => Number(after[field]);
  const holds = ({ field, atLeast, atMost, atMostField }: Bounded): boolean =>
    (atLeast === null || value(field) >= atLeast) &&
    (atMost === null || value(field) <= atMost) &&
    (atMostField === null || value(field) <= value(atMostField));
  return bounds.every(holds) ? after : null;
}

const marking = (mark: string) => ({ op: 'set', path: '/commit', value: mark }) as const;

/** An addition by the service, so that those who add to one document do not disturb each other. */
function addInPlace(step: Adding, mark: string): Operation {
  const operations = [...step.amounts].map(
    ([field, value]) => ({ op: 'incr', path: `/fields/${field}`, value }) as const,
  );
  const bounded = step.amounts.size > 0 || step.bounds.length > 0;
  return {
    operationType: 'Patch',
    id: step.id,
    resourceBody: {
      ...(bounded ? { condition: conditionOf(step) } : {}),
      operations: [...operations, marking(mark)],
    },
  };
}

/** An addition to a field on which an index hangs: the whole document again, at the version that was read. */
function addByReplacing(
  step: Adding,
  held: StoredItem | null,
  partition: Partition,
  mark: string,
): Operation {
  const after = held === null ? null : sumOf(step, docOf(step.layout, held));
  if (held !== null && after === null)
    return {
      operationType: 'Patch',
      id: step.id,
      resourceBody: { condition: NEVER, operations: [marking(mark)] },
    };
  const item: Partial<Item> =
    after === null
      ? { id: step.id, pk: partition }
      : itemOf(step.layout, partition, after, mark, 0);
  return {
    operationType: 'Replace',
    id: step.id,
    ifMatch: held?._etag ?? NO_ETAG,
    resourceBody: item,
  };
}

function operationOf(
  step: Step,
  partition: Partition,
  mark: string,
  held: ReadonlyMap<Step, StoredItem | null>,
): Operation {
  switch (step.act) {
    case 'create':
      return { operationType: 'Create', resourceBody: step.item };
    case 'replace':
      return {
        operationType: 'Replace',
        id: step.id,
        ifMatch: etagOf(step.version),
        resourceBody: step.item,
      };
    case 'delete':
      return { operationType: 'Delete', id: step.id, ifMatch: etagOf(step.version) };
    case 'add':
      return isInPlace(step)
        ? addInPlace(step, mark)
        : addByReplacing(step, held.get(step) ?? null, partition, mark);
  }
}

/**
 * The commit is done, its answer lost, and the document as it was then no longer to be had. Nobody may take a later one
 * for it: a recount would heal what is not wrong.
 */
const overtaken = (): AppError =>
  new AppError(
    'store-unavailable',
    'The store’s answer was lost on its way, and others have written since. Repeat the act: what is done is not done twice.',
    { retryAfterSeconds: 1 },
  );

type Refusal = Extract<CommitResult, { outcome: 'refused' }>;

function refusalOf(step: Step, write: number, status: number): Refusal {
  const reason =
    status === 409
      ? 'exists'
      : status === 404
        ? 'missing'
        : step.act === 'add'
          ? 'out-of-bounds'
          : 'changed';
  return { outcome: 'refused', write, reason };
}

/** Carries out one commit. `mark` is the commit's own. */
export async function carryOut(
  items: Items,
  partition: Partition,
  steps: readonly Step[],
  mark: string,
): Promise<CommitResult> {
  const witness = witnessOf(partition, steps, mark);
  const byReplacing = steps.filter((step) => step.act === 'add' && !isInPlace(step));
  const wantsItems = steps.some(({ act }) => act === 'add');

  /** For each place of the batch the write that it is; the witness comes first. */
  const places = [
    ...(witness === null ? [] : [witness.write]),
    ...steps.map((_, write) => write).filter((write) => write !== witness?.write),
  ];
  const committed = (found: readonly (StoredItem | null)[]): CommitResult => {
    const added: (object | null)[] = steps.map(() => null);
    for (const [nth, write] of places.entries()) {
      const step = write === null ? undefined : steps[write];
      if (write === null || step?.act !== 'add') continue;
      const item = found[nth];
      if (item?.commit !== mark) throw overtaken();
      added[write] = docOf(step.layout, item);
    }
    return { outcome: 'committed', added };
  };
  /** The documents that were added to, after the answer which held them was lost. */
  const readBack = (): Promise<(StoredItem | null)[]> =>
    Promise.all(
      places.map(async (write) => {
        const step = write === null ? undefined : steps[write];
        return step?.act === 'add' ? items.read(partition, step.id) : null;
      }),
    );
  /** Where a full batch has no room for a witness: its documents say who wrote them last. */
  const recognise = async (): Promise<BatchResult | null> => {
    const found = await Promise.all(steps.map(({ id }) => items.read(partition, id)));
    const isDone = steps.every(({ act }) => act === 'delete')
      ? found.every((item) => item === null)
      : found.some((item) => item?.commit === mark);
    return isDone ? { outcome: 'done', items: found } : null;
  };

  for (;;) {
    const held = new Map(
      await Promise.all(
        byReplacing.map(async (step) => [step, await items.read(partition, step.id)] as const),
      ),
    );
    const operations = places.map((write): Operation => {
      const step = write === null ? undefined : steps[write];
      return step === undefined
        ? { operationType: 'Create', resourceBody: witness?.item ?? {} }
        : operationOf(step, partition, mark, held);
    });
    const result = await items.batch(partition, operations, {
      items: wantsItems,
      ...(witness === null ? { recognise } : {}),
    });
    if (result.outcome === 'done') return committed(result.items);
    const { operation, status } = result;
    if (operation === 0 && status === 409 && witness !== null) {
      const stands = await items.read(partition, witness.id);
      if (stands?.commit === mark) return committed(await readBack());
    }
    const write = places[operation] ?? 0;
    const step = steps[write];
    if (step === undefined) throw new Error('A batch was refused at a write that it has not.');
    const isOvertaken =
      status === 412 && step.act === 'add' && operations[operation]?.operationType === 'Replace';
    if (!isOvertaken) return refusalOf(step, write, status);
    await wait(Math.random() * OVERTAKEN_PAUSE_MS);
  }
}
