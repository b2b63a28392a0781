import {
  COMMIT_WRITES_MAX,
  type AnyWrite,
  type Partition,
  type PlainWrite,
  type Version,
} from '../../ports/store.ts';
import { fieldsOf, idOf, itemOf, type Item } from './items.ts';
import type { Layout, Layouts } from './layout.ts';

/** An integer field with its bounds, as they are to hold after the addition. */
export interface Bounded {
  readonly field: string;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly atMostField: string | null;
}

/** A checked write. */
export type Step =
  | { readonly act: 'create'; readonly layout: Layout; readonly id: string; readonly item: Item }
  | {
      readonly act: 'replace';
      readonly layout: Layout;
      readonly id: string;
      readonly item: Item;
      readonly version: Version;
    }
  | {
      readonly act: 'delete';
      readonly layout: Layout;
      readonly id: string;
      readonly version: Version;
    }
  | {
      readonly act: 'add';
      readonly layout: Layout;
      readonly id: string;
      readonly amounts: ReadonlyMap<string, number>;
      readonly bounds: readonly Bounded[];
    };

/** An addition. */
export type Adding = Extract<Step, { act: 'add' }>;

/** Names an integer that can be added to and bounded. */
function integerField(layout: Layout, name: string): string {
  const field = layout.fields.get(name);
  if (field?.base !== 'integer' || field.nullable || layout.key.includes(field))
    throw new Error(
      `${layout.name}.${name} cannot be added to or bounded: it must be a declared integer outside the key.`,
    );
  return name;
}

/** Additions that would change what an `each` index depends on are refused: its entries are made of whole documents. */
function refuseToMoveEntries(layout: Layout, amounts: Readonly<Record<string, number>>): void {
  for (const [name, { each, reads }] of Object.entries(layout.kind.indexes))
    if (each !== undefined && (reads === undefined || reads.some((field) => field in amounts)))
      throw new Error(
        `${layout.name} cannot be added to: its index ${name} may depend on it. Declare what it reads.`,
      );
}

function addingOf(
  layout: Layout,
  id: string,
  { amounts, within }: Extract<PlainWrite, { act: 'add' }>,
): Adding {
  const added: Adding = {
    act: 'add',
    layout,
    id,
    amounts: new Map(
      Object.entries(amounts).map(([name, amount]) => {
        if (!Number.isSafeInteger(amount))
          throw new Error(`${layout.name}.${name}: only whole numbers can be added.`);
        return [integerField(layout, name), amount];
      }),
    ),
    bounds: Object.entries(within).map(([name, { atLeast, atMost }]) => ({
      field: integerField(layout, name),
      atLeast: atLeast ?? null,
      atMost: typeof atMost === 'number' ? atMost : null,
      atMostField: typeof atMost === 'string' ? integerField(layout, atMost) : null,
    })),
  };
  refuseToMoveEntries(layout, amounts);
  return added;
}

/**
 * Checks the writes of a commit against their kinds and takes their values over, so that what the caller does to the
 * documents afterwards changes nothing. Any fault is a bug of the caller and throws: too many writes or none, a kind
 * that is not declared, a wrong type, the same document twice.
 */
export function stepsOf(
  layouts: Layouts,
  partition: Partition,
  writes: readonly AnyWrite[],
  mark: string,
): readonly Step[] {
  if (writes.length < 1 || writes.length > COMMIT_WRITES_MAX)
    throw new Error(`A commit takes 1 to ${COMMIT_WRITES_MAX} writes, not ${writes.length}.`);
  const seen = new Set<string>();
  return writes.map((given, place): Step => {
    const write = given as unknown as PlainWrite;
    const layout = layouts.of(write.kind);
    if (layout.isLog && write.act !== 'create')
      throw new Error(`${layout.name} is a log: its documents are only ever created.`);
    const fields = 'doc' in write ? fieldsOf(layout, write.doc) : write.key;
    const id = idOf(layout, fields);
    if (seen.has(id))
      throw new Error(`A commit writes each document at most once: ${layout.name} is twice.`);
    seen.add(id);
    switch (write.act) {
      case 'create':
        return { act: 'create', layout, id, item: itemOf(layout, partition, fields, mark, place) };
      case 'replace': {
        const item = itemOf(layout, partition, fields, mark, place);
        return { act: 'replace', layout, id, item, version: write.version };
      }
      case 'delete':
        return { act: 'delete', layout, id, version: write.version };
      case 'add':
        return addingOf(layout, id, write);
    }
  });
}
