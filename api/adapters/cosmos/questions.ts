import type { SqlQuerySpec } from '@azure/cosmos';
import type { Partition, Question } from '../../ports/store.ts';
import { valueOf, type Doc } from './fields.ts';
import { tenantOf } from './items.ts';
import type { IndexLayout, Layout } from './layout.ts';
import { bounded, partOf, sortKey, type Stretch } from './sort-keys.ts';

/** A question in the terms of the container. */
export interface Asked {
  readonly path: string;
  readonly stretch: Stretch;
  readonly element: string | null;
  readonly beginning: string | null;
}

/** Takes a question apart. One that the index cannot answer is a bug of the caller and throws. */
export function askedOf(
  layout: Layout,
  index: IndexLayout,
  { equals = {}, each, from, upTo }: Omit<Question<Doc>, 'after' | 'limit'>,
): Asked {
  const name = `${layout.name}.${index.name}`;
  for (const field of Object.keys(equals))
    if (!index.equals.some((one) => one.name === field))
      throw new Error(`${name} has no ${field} in its equals.`);
  if ((each === undefined) !== (index.each === null))
    throw new Error(`${name} is asked ${each === undefined ? 'without' : 'with'} an element.`);
  const isBounded = from !== undefined || upTo !== undefined;
  if (typeof each === 'object' && isBounded)
    throw new Error(`${name} takes bounds only with one element.`);

  const beginning = sortKey(
    index.equals.map((field) => partOf(field, valueOf(layout.name, field, equals[field.name]))),
  );
  const first = index.sort[0];
  if (isBounded && (first === undefined || first.base === 'flag'))
    throw new Error(`${name} takes no bounds: it orders by nothing that can be bounded.`);
  const checked = (value: unknown): unknown =>
    value === undefined || first === undefined
      ? undefined
      : valueOf(layout.name, { ...first, nullable: false }, value);
  return {
    path: index.path,
    stretch: bounded(beginning, first ?? NO_FIELD, { from: checked(from), upTo: checked(upTo) }),
    element: typeof each === 'string' ? each : null,
    beginning: typeof each === 'object' ? each.startsWith : null,
  };
}

const NO_FIELD = { base: 'text', nullable: false } as const;

/**
 * The only texts that are ever sent, besides that of `gathering.ts` and that of `expiry.ts`; the names in them are those of
 * declared indexes. Each says whose documents it wants, over and above the partition that it is sent to.
 */
function conditionOf({ path, element, beginning }: Asked): string {
  const within = `c.tenantId = @t AND c.sort.${path} >= @from AND c.sort.${path} < @to`;
  if (element !== null) return `${within} AND ARRAY_CONTAINS(c.entries.${path}, @element)`;
  if (beginning === null) return within;
  return `${within} AND EXISTS(SELECT VALUE e FROM e IN c.entries.${path} WHERE STARTSWITH(e, @beginning))`;
}

function spec(query: string, partition: Partition, asked: Asked): SqlQuerySpec {
  const { stretch, element, beginning } = asked;
  return {
    query,
    parameters: [
      { name: '@t', value: tenantOf(partition) },
      { name: '@from', value: stretch.from },
      { name: '@to', value: stretch.to },
      ...(element === null ? [] : [{ name: '@element', value: element }]),
      ...(beginning === null ? [] : [{ name: '@beginning', value: beginning }]),
    ],
  };
}

/** The question for the documents, in the order of the index. */
export const listSpec = (partition: Partition, asked: Asked): SqlQuerySpec =>
  spec(
    `SELECT * FROM c WHERE ${conditionOf(asked)} ORDER BY c.sort.${asked.path}`,
    partition,
    asked,
  );

/** The question for the number of entries: of documents, or of the elements that begin so. */
export const countSpec = (partition: Partition, asked: Asked): SqlQuerySpec =>
  spec(
    asked.beginning === null
      ? `SELECT VALUE COUNT(1) FROM c WHERE ${conditionOf(asked)}`
      : `SELECT VALUE COUNT(1) FROM c JOIN e IN c.entries.${asked.path} WHERE ${conditionOf({
          ...asked,
          beginning: null,
        })} AND STARTSWITH(e, @beginning)`,
    partition,
    asked,
  );
