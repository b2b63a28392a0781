import type { SQLInputValue } from 'node:sqlite';
import { askedOf, markOf, placeIn, textOf, tokenFor, type Asked } from './asked.ts';
import type { Container } from './containers.ts';
import type { Body, Documents } from './documents.ts';
import { BY_IDS, COUNT, COUNT_ELEMENTS, EXPIRED, LIST, OF_KIND } from './question-texts.ts';
import { badRequest, notStoodInFor } from './refusal.ts';
import type { Row, Storage } from './storage.ts';

/** A page of answers. */
export interface AnswerPage {
  readonly items: readonly unknown[];
  /** The size of the documents that had to be looked at. */
  readonly bytes: number;
  readonly documents: number;
  readonly continuation: string | null;
}

/** Where a question is asked. */
export interface Scope {
  /** The partition, or null for the whole container. */
  readonly pk: string | null;
  /** Whether a partition is in the range that the request names. */
  readonly isInRange: (pk: string) => boolean;
  readonly size: number;
  readonly continuation: string | null;
}

/** The questions of a container. */
export interface Questions {
  /** @throws Refusal for every text that is none of the few */
  ask(container: Container, question: unknown, scope: Scope): AnswerPage;
}

/** An answer is no larger than this, whatever page was asked for. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;
/** The service counts in portions; ours are small, so that a client which takes the first for all is found out. */
const COUNT_PORTION = 200;
/** A condition in SQL, with its values. */
type Condition = readonly [sql: string, ...values: SQLInputValue[]];

/** An element that no more documents have is rare. */
const RARE = 200;
/** A question across partitions looks at so many documents at most. */
const ACROSS_MAX = 1_000_000;
const OVER_INDEX = 'terms k JOIN docs d ON d.seq = k.doc';

/** Questions about the documents in the memory, answered from its index terms alone. */
export function questionsIn(storage: Storage, documents: Documents): Questions {
  const requireIndexed = (container: Container, path: string): void => {
    if (!container.isIndexed(path)) throw badRequest(`The path ${path} is excluded from indexing.`);
  };

  /** Rows that the conditions meet, behind the place, one more than the page so that the end is known. */
  const rowsOf = (
    from: string,
    conditions: readonly Condition[],
    order: readonly string[],
    after: readonly SQLInputValue[] | null,
    limit: number,
    columns = 'd.*, ',
  ): Row[] => {
    const all: Condition[] = [
      ...conditions,
      ['(d.endsAtMs IS NULL OR d.endsAtMs > ?)', Date.now()],
    ];
    if (after !== null)
      all.push([`(${order.join(', ')}) > (${order.map(() => '?').join(', ')})`, ...after]);
    const where = all.map(([sql]) => sql).join(' AND ');
    const values = all.flatMap(([, ...rest]) => rest);
    return storage.rows(
      `SELECT ${columns}${order.map((column, nth) => `${column} AS place${nth}`).join(', ')}
       FROM ${from} WHERE ${where} ORDER BY ${order.join(', ')} LIMIT ?`,
      ...values,
      limit,
    );
  };

  const page = (
    rows: readonly Row[],
    size: number,
    order: readonly string[],
    mark: string,
    give: (doc: Body) => unknown,
  ): AnswerPage => {
    const items: unknown[] = [];
    let bytes = 0;
    let last: Row | undefined;
    for (const row of rows.slice(0, size)) {
      const { doc, bytes: ofDoc } = documents.stored(row);
      if (items.length > 0 && bytes + ofDoc > ANSWER_MAX_BYTES) break;
      bytes += ofDoc;
      items.push(give(doc));
      last = row;
    }
    // As the service often does, a full page has a token even where nothing follows.
    const isFull = items.length === size || items.length < rows.length;
    return {
      items,
      bytes,
      documents: items.length,
      continuation: isFull && last !== undefined ? tokenFor(mark, order.length, last) : null,
    };
  };

  /** The conditions of a question about one index, over its terms under the name `k`. */
  const withinIndex = (container: Container, question: Asked, index: string, pk: string) => {
    requireIndexed(container, `/sort/${index}`);
    requireIndexed(container, '/tenantId');
    const conditions: Condition[] = [
      ['k.container = ?', container.rid],
      ['k.path = ?', `/sort/${index}`],
      ['k.pk = ?', pk],
      ['k.value >= ?', textOf(question, '@from')],
      ['k.value < ?', textOf(question, '@to')],
      [
        `EXISTS (SELECT 1 FROM terms t WHERE t.doc = k.doc AND t.path = '/tenantId' AND t.value = ?)`,
        textOf(question, '@t'),
      ],
    ];
    const elements = `/entries/${index}/[]`;
    if (question.parameters.has('@element')) {
      requireIndexed(container, elements);
      const element = textOf(question, '@element');
      const bearers = bearersOf(container, pk, elements, element);
      // Of a rare element its documents are looked at, of a common one the index is gone along.
      if (bearers !== null)
        return {
          from: 'terms k INDEXED BY termsOfDoc JOIN docs d ON d.seq = k.doc',
          conditions: [...conditions, [`k.doc IN (${bearers.join(', ')})`]] as Condition[],
        };
      conditions.push([
        'EXISTS (SELECT 1 FROM terms e WHERE e.doc = k.doc AND e.path = ? AND e.value = ?)',
        ...[elements, element],
      ]);
    }
    return { from: OVER_INDEX, conditions };
  };

  /** The documents that have an element, where it is rare; null where it is not. */
  const bearersOf = (
    { rid }: Container,
    pk: string,
    path: string,
    element: string,
  ): readonly number[] | null => {
    const rows = storage.rows(
      'SELECT doc FROM terms WHERE container = ? AND path = ? AND pk = ? AND value = ? LIMIT ?',
      ...[rid, path, pk, element, RARE + 1],
    );
    return rows.length > RARE ? null : rows.map(({ doc }) => Number(doc));
  };
  // In hexadecimal, since SQLite measures a text only up to a NUL.
  const BEGINS = 'e.path = ? AND e.value >= ? AND substr(hex(e.value), 1, length(hex(?))) = hex(?)';

  const list = (
    container: Container,
    question: Asked,
    index: string,
    pk: string,
    scope: Scope,
    mark: string,
  ) => {
    const { from, conditions } = withinIndex(container, question, index, pk);
    if (question.parameters.has('@beginning')) {
      const beginning = textOf(question, '@beginning');
      conditions.push([
        `EXISTS (SELECT 1 FROM terms e WHERE e.doc = k.doc AND ${BEGINS})`,
        `/entries/${index}/[]`,
        beginning,
        beginning,
        beginning,
      ]);
    }
    const order = ['k.value', 'k.doc'];
    const after = placeIn(scope.continuation, mark);
    const rows = rowsOf(from, conditions, order, after, scope.size + 1);
    return page(rows, scope.size, order, mark, (doc) => doc);
  };

  const count = (
    container: Container,
    question: Asked,
    index: string,
    pk: string,
    scope: Scope,
    mark: string,
  ) => {
    const within = withinIndex(container, question, index, pk);
    const { conditions } = within;
    let { from } = within;
    let order = ['k.value', 'k.doc'];
    if (question.parameters.has('@beginning')) {
      const beginning = textOf(question, '@beginning');
      from = `${OVER_INDEX} JOIN terms e ON e.doc = k.doc`;
      conditions.push([BEGINS, `/entries/${index}/[]`, beginning, beginning, beginning]);
      order = [...order, 'e.value'];
    }
    const after = placeIn(scope.continuation, mark);
    const rows = rowsOf(from, conditions, order, after, COUNT_PORTION + 1, '');
    const last = rows.length > COUNT_PORTION ? rows[COUNT_PORTION - 1] : undefined;
    return {
      items: [Math.min(rows.length, COUNT_PORTION)],
      bytes: 0,
      documents: 0,
      continuation: last === undefined ? null : tokenFor(mark, order.length, last),
    };
  };

  return {
    ask(container, given, scope) {
      const question = askedOf(given);
      const { text, parameters } = question;
      const { pk } = scope;
      const mark = markOf(given);

      /** What has a term, whatever partition it is in. */
      const across = (
        path: string,
        condition: Condition,
        give: (doc: Body) => unknown,
      ): AnswerPage => {
        requireIndexed(container, path);
        const order = ['k.pk', 'k.doc'];
        const rows = rowsOf(
          OVER_INDEX,
          [
            ['k.container = ?', container.rid],
            ['k.path = ?', path],
            condition,
            ...(pk === null ? [] : [['k.pk = ?', pk] as const]),
          ],
          order,
          placeIn(scope.continuation, mark),
          ACROSS_MAX,
        ).filter((row) => scope.isInRange(String(row['pk'])));
        return page(rows.slice(0, scope.size + 1), scope.size, order, mark, give);
      };
      if (text === EXPIRED) {
        const before = parameters.get('@before');
        if (typeof before !== 'number') throw badRequest('The parameter @before is no number.');
        return across('/expiresAt', ['k.value < ?', before], ({ id, pk: of, _etag }) => ({
          id,
          pk: of,
          _etag,
        }));
      }
      if (text === OF_KIND)
        return across('/kind', ['k.value = ?', textOf(question, '@kind')], (doc) => doc);

      if (pk === null) throw badRequest('The question is for one partition, and names none.');
      if (text === BY_IDS) {
        const ids = parameters.get('@ids');
        if (!Array.isArray(ids) || ids.some((id) => typeof id !== 'string'))
          throw badRequest('The parameter @ids is no list of texts.');
        const order = ['d.seq'];
        const rows = rowsOf(
          'docs d',
          [
            ['d.container = ?', container.rid],
            ['d.pk = ?', pk],
            ['d.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)],
            [
              `EXISTS (SELECT 1 FROM terms t WHERE t.doc = d.seq AND t.path = '/tenantId' AND t.value = ?)`,
              textOf(question, '@t'),
            ],
          ],
          order,
          placeIn(scope.continuation, mark),
          scope.size + 1,
        );
        return page(rows, scope.size, order, mark, (doc) => doc);
      }
      const listed = LIST.exec(text)?.[1];
      if (listed !== undefined) return list(container, question, listed, pk, scope, mark);
      const counted = (COUNT.exec(text) ?? COUNT_ELEMENTS.exec(text))?.[1];
      if (counted !== undefined) return count(container, question, counted, pk, scope, mark);
      throw notStoodInFor(`the query ${text}`);
    },
  };
}
