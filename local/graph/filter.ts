import { isGuid } from '../guid.ts';
import { badRequest, unsupportedQuery } from './errors.ts';

/** Whether an object fits a filter. */
export type Predicate = (object: Readonly<Record<string, unknown>>) => boolean;

/** A parsed $filter. */
export interface Filter {
  readonly fits: Predicate;
  /** Whether it needs ConsistencyLevel: eventual and $count=true: `ne`, `not`, `endsWith`. */
  readonly advanced: boolean;
  /** The properties that it looks at. */
  readonly properties: readonly string[];
  /** The property and the values where the whole filter is one `eq` or one `in`: such a filter can be looked up. */
  readonly single: { readonly property: string; readonly values: readonly unknown[] } | undefined;
}

type Value = string | number | boolean | null;

const TOKEN = /\s*(?:('(?:[^']|'')*')|([(),])|([^\s(),']+))/y;

/**
 * Understands eq, ne, ge, gt, le, lt, in, startswith, endswith, not, and, or and parentheses on plain properties, the
 * number of a collection (`things/$count eq 0`) and one comparison of its items (`things/any(x:x/id eq …)`).
 * @throws GraphRefusal 400 for anything else.
 */
export function parseFilter(text: string): Filter {
  const parser = createParser(tokensOf(text), text);
  const fits = parser.or();
  parser.end();
  return {
    fits,
    advanced: parser.advanced(),
    properties: parser.properties(),
    single: parser.single(),
  };
}

/**
 * The ids of a delta filter, which may only be "id eq '…'" joined by `or`.
 * @throws GraphRefusal 400 for another filter or for more than 50 ids.
 */
export function idsInFilter(text: string): readonly string[] {
  const ids = text
    .split(/\s+or\s+/i)
    .map((part) => /^\s*\(*\s*id\s+eq\s+'([^']+)'\s*\)*\s*$/i.exec(part)?.[1]);
  const known = ids.filter((id) => id !== undefined);
  if (known.length < ids.length) {
    throw unsupportedQuery("Only 'id eq' filters joined by 'or' are supported in a delta query.");
  }
  if (known.length > 50) throw unsupportedQuery('A delta query can be filtered by at most 50 ids.');
  return known;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const found = TOKEN.exec(text);
    if (!found) throw invalid(text);
    tokens.push(found[0].trim());
  }
  return tokens;
}

function createParser(tokens: readonly string[], text: string) {
  let place = 0;
  let advanced = false;
  const properties = new Set<string>();
  const equalities: { readonly property: string; readonly values: readonly unknown[] }[] = [];
  let terms = 0;

  const peek = (): string => (tokens[place] ?? '').toLowerCase();
  const take = (): string => {
    const token = tokens[place];
    if (token === undefined) throw invalid(text);
    place += 1;
    return token;
  };
  /** What stands before a comparison: a property, or how many items it has. */
  const takeProperty = (): string => {
    const property = take();
    properties.add(property.replace(COUNTED, ''));
    advanced ||= COUNTED.test(property);
    return property;
  };
  const expect = (token: string): void => {
    if (take().toLowerCase() !== token) throw invalid(text);
  };

  const or = (): Predicate => {
    const parts = [and()];
    while (peek() === 'or') {
      take();
      parts.push(and());
    }
    return (object) => parts.some((part) => part(object));
  };

  const and = (): Predicate => {
    const parts = [unary()];
    while (peek() === 'and') {
      take();
      parts.push(unary());
    }
    return (object) => parts.every((part) => part(object));
  };

  const unary = (): Predicate => {
    terms += 1;
    if (peek() === 'not') {
      take();
      advanced = true;
      terms += 1;
      const inner = unary();
      return (object) => !inner(object);
    }
    if (peek() === '(') {
      take();
      const inner = or();
      expect(')');
      return inner;
    }
    if (peek().endsWith('/any')) return anyItem();
    if (peek() === 'startswith' || peek() === 'endswith') return ending(take().toLowerCase());
    return comparison();
  };

  const anyItem = (): Predicate => {
    const collection = take().slice(0, -'/any'.length);
    properties.add(collection);
    expect('(');
    const [variable = '', path = ''] = take().split(':');
    const [, property] = path.split('/');
    if (variable === '' || path.split('/')[0] !== variable) throw invalid(text);
    const compare = COMPARISONS[take().toLowerCase()];
    const wanted = folded(literal(take(), text));
    if (!compare) throw invalid(text);
    expect(')');
    return (object) =>
      itemsOf(object[collection]).some((item) =>
        compare(folded(property === undefined ? item : valueIn(item, property)), wanted),
      );
  };

  const ending = (name: string): Predicate => {
    advanced ||= name === 'endswith';
    expect('(');
    const property = takeProperty();
    expect(',');
    const wanted = String(literal(take(), text)).toLowerCase();
    expect(')');
    return (object) => {
      const value = folded(object[property]);
      if (typeof value !== 'string') return false;
      return name === 'startswith' ? value.startsWith(wanted) : value.endsWith(wanted);
    };
  };

  const comparison = (): Predicate => {
    const property = takeProperty();
    const operator = take().toLowerCase();
    if (operator === 'in') return membership(property);
    const value = literal(take(), text);
    const compare = COMPARISONS[operator];
    if (!compare) throw invalid(text);
    advanced ||= operator === 'ne';
    if (operator === 'eq') equalities.push({ property, values: [value] });
    return (object) => compare(folded(valueOf(object, property)), folded(value));
  };

  const membership = (property: string): Predicate => {
    expect('(');
    const values = new Set<Value>();
    do values.add(folded(literal(take(), text)));
    while (peek() === ',' && take());
    expect(')');
    equalities.push({ property, values: [...values] });
    return (object) => values.has(folded(object[property]));
  };

  return {
    or,
    end() {
      if (place < tokens.length) throw invalid(text);
    },
    advanced: () => advanced,
    properties: () => [...properties],
    single: () => (terms === 1 ? equalities[0] : undefined),
  };
}

/** How a filter asks for the number of items in a collection. */
const COUNTED = /\/\$count$/i;

function valueOf(object: Readonly<Record<string, unknown>>, property: string): unknown {
  if (!COUNTED.test(property)) return object[property];
  return itemsOf(object[property.replace(COUNTED, '')]).length;
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function valueIn(item: unknown, property: string): unknown {
  return (item as Readonly<Record<string, unknown>> | null)?.[property];
}

const COMPARISONS: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  ge: (a, b) => a !== null && b !== null && a >= b,
  gt: (a, b) => a !== null && b !== null && a > b,
  le: (a, b) => a !== null && b !== null && a <= b,
  lt: (a, b) => a !== null && b !== null && a < b,
};

/** The directory compares texts without regard to case. */
function folded(value: unknown): Value {
  if (typeof value === 'string') return value.toLowerCase();
  return typeof value === 'boolean' || typeof value === 'number' ? value : null;
}

function literal(token: string, text: string): Value {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'null') return null;
  if (isGuid(token) || /^\d{4}-\d\d-\d\d/.test(token)) return token;
  if (/^-?\d+$/.test(token)) return Number(token);
  throw invalid(text);
}

function invalid(text: string): ReturnType<typeof badRequest> {
  return badRequest(`Invalid filter clause: ${text}`);
}
