import type { Question } from '../../ports/store.ts';
import { quoted, rawOf, type Doc, type Raw } from './fields.ts';
import { ELEMENT, PARTITION, whenHolds, type IndexLayout, type Table } from './layout.ts';
import type { SortField } from './cursors.ts';
import type { References } from './references.ts';

/** A condition and the values for its question marks. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly Raw[];
}

/** A column that entries are ordered by, as it is named in SQL. */
export interface SortColumn extends SortField {
  readonly column: string;
}

/** A question in the terms of the file. */
export interface Asked {
  /** What every entry meets. */
  readonly fixed: readonly Condition[];
  /** What the first sort column has to meet. */
  readonly lower: readonly Condition[];
  readonly upper: readonly Condition[];
  readonly sort: readonly SortColumn[];
}

const ELEMENT_FIELD: SortField = { base: 'text', nullable: false };

/** The least text, in the order of UTF-8 bytes, that is greater than all texts that begin so; null where there is none. */
function afterAllThatBegin(prefix: string): string | null {
  const points = Array.from(prefix.toWellFormed());
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    if (point < 0x10ffff)
      return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return null;
}

/** Takes a question apart; null where it names a GUID that is nowhere, so that there is no entry. A wrong one throws. */
export function askedOf(
  table: Table,
  index: IndexLayout,
  partition: number,
  question: Omit<Question<Doc>, 'after' | 'limit'>,
  references: References,
): Asked | null {
  const name = `${table.kind.name}.${index.name}`;
  const given = question.equals ?? {};
  for (const field of Object.keys(given))
    if (!index.equals.some((one) => one.name === field))
      throw new Error(`${name} has no ${field} in its equals.`);

  const fixed: Condition[] = [{ sql: `k.${PARTITION} = ?`, values: [partition] }];
  for (const field of index.equals) {
    const raw = rawOf(table.kind.name, field, given[field.name]);
    const value = field.base === 'guid' && raw !== null ? references.guid(raw as string) : raw;
    if (value === null && raw !== null) return null;
    fixed.push({
      sql: `k.${quoted(field.name)} ${field.nullable ? 'IS' : '='} ?`,
      values: [value],
    });
  }
  if (index.when !== null && index.each === null)
    fixed.push({ sql: `k.${whenHolds(index.when)}`, values: [] });

  const sort: SortColumn[] = index.sort.map(({ name: field, base, nullable }) => ({
    base,
    nullable,
    column: `k.${quoted(field)}`,
  }));
  const lower: Condition[] = [];
  const upper: Condition[] = [];

  const { each, from, upTo } = question;
  if ((each === undefined) !== (index.each === null))
    throw new Error(`${name} is asked ${each === undefined ? 'without' : 'with'} an element.`);
  if (typeof each === 'string') fixed.push({ sql: `k.${ELEMENT} = ?`, values: [each] });
  if (typeof each === 'object') {
    if (from !== undefined || upTo !== undefined)
      throw new Error(`${name} takes bounds only with one element.`);
    sort.unshift({ ...ELEMENT_FIELD, column: `k.${ELEMENT}` });
    lower.push({ sql: `k.${ELEMENT} >= ?`, values: [each.startsWith] });
    const end = afterAllThatBegin(each.startsWith);
    if (end !== null) upper.push({ sql: `k.${ELEMENT} < ?`, values: [end] });
  }
  const bound = (operator: string, value: unknown): Condition => {
    const first = index.sort[0];
    if (first === undefined || first.base === 'flag')
      throw new Error(`${name} takes no bounds: it orders by nothing that can be bounded.`);
    const raw = rawOf(table.kind.name, { ...first, nullable: false }, value);
    // A GUID that no document ever held comes after all that one did.
    const placed =
      first.base === 'guid' ? (references.guid(String(raw)) ?? Number.MAX_SAFE_INTEGER) : raw;
    return { sql: `k.${quoted(first.name)} ${operator} ?`, values: [placed] };
  };
  if (from !== undefined) lower.push(bound('>=', from));
  if (upTo !== undefined) upper.push(bound('<=', upTo));
  return { fixed, lower, upper, sort };
}
