import type { Kind } from '../../ports/store.ts';
import type { Doc } from './fields.ts';

/** A kind's declaration as the file remembers it. */
export interface Declaration {
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly log: boolean;
  readonly expires: string | null;
  readonly indexes: Readonly<Record<string, string>>;
}

/** What the file is to remember of a kind. Of an `each` only that it is there: one that gives other entries takes a new name. */
export const declarationOf = (kind: Kind<Doc>): Declaration => ({
  key: kind.key,
  fields: kind.fields,
  log: kind.log ?? false,
  expires: kind.expires ?? null,
  indexes: Object.fromEntries(
    Object.entries(kind.indexes).map(([name, { equals, order, when, each }]) => [
      name,
      JSON.stringify([equals ?? [], order, when ?? null, each !== undefined]),
    ]),
  ),
});

/** Whether the file has a side table for that index. */
export const isEach = (declaration: Declaration, index: string): boolean =>
  (JSON.parse(declaration.indexes[index] ?? '[]') as unknown[])[3] === true;

/** What has to be done to a file so that it fits a newer declaration. */
export interface Change {
  readonly newFields: readonly string[];
  readonly newIndexes: readonly string[];
  readonly oldIndexes: readonly string[];
  readonly expires: boolean;
}

const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** The change from one declaration to another, or in words why there is none. */
export function changeBetween(file: Declaration, program: Declaration): Change | string {
  if (!sameList(file.key, program.key) || file.log !== program.log) return 'its key is another';
  const newFields: string[] = [];
  for (const [name, type] of Object.entries(program.fields)) {
    const before = file.fields[name];
    if (before === undefined && type.endsWith('?')) newFields.push(name);
    else if (before === undefined)
      return `its field ${name} is not in the file and may not be null`;
    else if (before !== type && `${before}?` !== type)
      return `its field ${name} is ${before} in the file and ${type} here`;
  }
  for (const name of Object.keys(file.fields))
    if (program.fields[name] === undefined) return `its field ${name} is not known here`;
  const differing = (from: Declaration, to: Declaration): string[] =>
    Object.entries(from.indexes)
      .filter(([name, index]) => to.indexes[name] !== index)
      .map(([name]) => name);
  return {
    newFields,
    newIndexes: differing(program, file),
    oldIndexes: differing(file, program),
    expires: file.expires !== program.expires,
  };
}
