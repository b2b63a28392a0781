import type { AnyKind, Index, Kind } from '../../ports/store.ts';
import { fieldOf, type Doc, type Field } from './fields.ts';

/** How a declared index lies in the documents. */
export interface IndexLayout {
  readonly name: string;
  /** The property of `sort` and of `entries`: no two kinds have the same. */
  readonly path: string;
  readonly equals: readonly Field[];
  /** What entries are ordered by after `equals`: the declared order, then what is left of the key. */
  readonly sort: readonly Field[];
  readonly when: Field | null;
  readonly each: ((doc: Doc) => readonly string[]) | null;
}

/** How a kind lies in the container. */
export interface Layout {
  readonly kind: Kind<Doc>;
  readonly name: string;
  readonly key: readonly Field[];
  readonly fields: ReadonlyMap<string, Field>;
  readonly indexes: ReadonlyMap<string, IndexLayout>;
  /** Fields that cannot be added to in place, since an index or the expiry hangs on them. */
  readonly derivedFrom: (field: string) => boolean;
  readonly isLog: boolean;
  readonly expires: string | null;
}

/** Names that stand in a query's text and in an id as they are. */
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

function named(kindName: string, name: string): string {
  if (!NAME.test(name)) throw new Error(`${kindName}: ${name} is no name of letters and digits.`);
  return name;
}

function indexLayout(
  kind: Kind<Doc>,
  name: string,
  index: Index<Doc>,
  fields: ReadonlyMap<string, Field>,
): IndexLayout {
  const anyField = (fieldName: string): Field => {
    const field = fields.get(fieldName);
    if (field === undefined) throw new Error(`${kind.name}.${name} names no field: ${fieldName}.`);
    return field;
  };
  const comparable = (fieldName: string): Field => {
    const field = anyField(fieldName);
    if (field.base === 'json')
      throw new Error(`${kind.name}.${name}: ${fieldName} is json, which is never compared.`);
    return field;
  };
  const equals = index.equals ?? [];
  const order = index.order.filter((field) => !equals.includes(field));
  const rest = kind.key.filter((field) => !equals.includes(field) && !order.includes(field));
  return {
    name,
    path: `${kind.name}_${named(kind.name, name)}`,
    equals: equals.map(comparable),
    sort: [...order, ...rest].map(comparable),
    when: index.when === undefined ? null : anyField(index.when),
    each: index.each ?? null,
  };
}

/** The layout of a kind. A declaration that contradicts itself throws, naming the kind. */
function layoutOf(kind: Kind<Doc>): Layout {
  named(kind.name, kind.name);
  const fields = new Map(
    Object.entries(kind.fields).map(([name, type]) => [
      named(kind.name, name),
      fieldOf(name, type),
    ]),
  );
  const key = kind.key.map((name) => {
    const field = fields.get(name);
    if (field === undefined) throw new Error(`${kind.name}: the key names no field: ${name}.`);
    if (field.nullable || field.base === 'json')
      throw new Error(`${kind.name}.${name} is in the key, so it is neither null nor json.`);
    return field;
  });
  if (kind.expires !== undefined && fields.get(kind.expires)?.base !== 'integer')
    throw new Error(`${kind.name} expires by a field that is no integer: ${kind.expires}.`);
  const indexes = new Map(
    Object.entries(kind.indexes).map(([name, index]) => [
      name,
      indexLayout(kind, name, index, fields),
    ]),
  );
  const derivedFrom = new Set([
    ...[...indexes.values()].flatMap(({ equals, sort, when }) =>
      [...equals, ...sort, ...(when === null ? [] : [when])].map((field) => field.name),
    ),
    ...(kind.expires === undefined ? [] : [kind.expires]),
  ]);
  return {
    kind,
    name: kind.name,
    key,
    fields,
    indexes,
    derivedFrom: (field) => derivedFrom.has(field),
    isLog: kind.log === true,
    expires: kind.expires ?? null,
  };
}

/** The layouts of a store's kinds. */
export interface Layouts {
  of(kind: AnyKind): Layout;
  index(kind: AnyKind, name: string): IndexLayout;
  /** The log; null where no kind is one. */
  readonly log: Layout | null;
}

/** The layout of each kind. Two of one name, or two logs, are a bug and throw. */
export function layoutsOf(kinds: readonly AnyKind[]): Layouts {
  const plain = kinds as unknown as readonly Kind<Doc>[];
  if (new Set(plain.map(({ name }) => name.toLowerCase())).size < plain.length)
    throw new Error('Two kinds of a store have the same name.');
  if (plain.filter(({ log }) => log === true).length > 1)
    throw new Error('At most one kind of a store is a log.');
  const layouts = new Map(
    plain.map((kind) => [kind as unknown as AnyKind, layoutOf(kind)] as const),
  );
  const of = (kind: AnyKind): Layout => {
    const layout = layouts.get(kind);
    if (layout === undefined)
      throw new Error(`The kind ${kind.name} is not declared in this store.`);
    return layout;
  };
  return {
    of,
    index(kind, name) {
      const index = of(kind).indexes.get(name);
      if (index === undefined) throw new Error(`${kind.name} has no index ${name}.`);
      return index;
    },
    log: [...layouts.values()].find(({ isLog }) => isLog) ?? null,
  };
}
