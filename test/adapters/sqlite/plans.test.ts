import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../api/adapters/sqlite/open.ts';
import { kinds as ourKinds } from '../../../api/kinds.ts';
import { newId } from '../../../api/kernel/ids.ts';
import {
  create,
  replace,
  type AnyKind,
  type Cursor,
  type FieldType,
  type Kind,
  type Partition,
  type Store,
  type Version,
} from '../../../api/ports/store.ts';
import { contractKinds } from '../../contracts/store/kinds.ts';
import { temporaryFile } from './temporary.ts';

type Doc = Record<string, unknown>;
const partition = 't:00' as Partition;

/** A value of a field's type; null on every other turn where it may be. */
function sample(type: FieldType, turn: number): unknown {
  if (type.endsWith('?') && turn % 2 === 0) return null;
  if (type.startsWith('guid')) return newId();
  if (type.startsWith('text')) return `text ${String(turn)}`;
  if (type.startsWith('integer')) return turn;
  return type === 'flag' ? turn % 2 === 1 : [];
}

const typeOf = (of: Kind<Doc>, name: string): FieldType | undefined =>
  new Map(Object.entries(of.fields)).get(name);

/** Elements as an `each` gives them need documents as the kind's own subject makes them; here any will do. */
const plain = (declared: AnyKind): Kind<Doc> => {
  const of = declared as unknown as Kind<Doc>;
  const indexes = Object.entries(of.indexes).map(([name, index]) => [
    name,
    index.each === undefined ? index : { ...index, each: () => ['x', 'xy'] },
  ]);
  return { ...of, indexes: Object.fromEntries(indexes) as typeof of.indexes };
};

/** Does everything that can be done with a kind, so that each of its statements is prepared. */
async function exercise(store: Store, of: Kind<Doc>): Promise<void> {
  const docs = Array.from({ length: 5 }, (_, turn) =>
    Object.fromEntries(Object.entries(of.fields).map(([name, type]) => [name, sample(type, turn)])),
  );
  for (const doc of docs) await store.commit(partition, [create(of, doc)]);
  if (of.log === true) {
    await store.changes(partition, of, null, 10);
    await store.position(partition);
  } else
    for (const doc of docs) {
      const held = await store.read(partition, of, doc);
      const changed = Object.fromEntries(
        Object.entries(doc).map(([name, value]) => [
          name,
          of.key.includes(name) ? value : sample(typeOf(of, name) ?? 'text', 1),
        ]),
      );
      await store.commit(partition, [replace(of, changed, held?.version ?? ('0' as Version))]);
    }
  for (const [name, { equals = [], each, order }] of Object.entries(of.indexes)) {
    const first = typeOf(of, order.find((field) => !equals.includes(field)) ?? of.key[0] ?? '');
    const bounded = first !== undefined && first !== 'flag';
    for (const turn of [0, 1]) {
      const doc = docs[turn] ?? {};
      const question = { equals: Object.fromEntries(equals.map((field) => [field, doc[field]])) };
      const bounds = bounded ? [{ from: sample(first, 1) }, { upTo: sample(first, 1) }] : [];
      const questions =
        each === undefined
          ? [{}, ...bounds]
          : [
              { each: 'x' },
              { each: { startsWith: 'x' } },
              ...bounds.map((bound) => ({ each: 'x', ...bound })),
            ];
      for (const more of questions) {
        const asked = { ...question, ...more };
        await store.count(partition, of, name, asked);
        let after: Cursor | null = null;
        do {
          after = (await store.list(partition, of, name, { ...asked, limit: 1, after })).next;
        } while (after !== null);
      }
    }
  }
}

describe.each<[string, readonly AnyKind[]]>([
  ['the contract', contractKinds],
  ['the product', ourKinds],
])('every statement over the kinds of %s finds what it needs by an index', (_, given) => {
  const texts = new Set<string>();
  const file = temporaryFile();
  let db: DatabaseSync;

  beforeAll(async () => {
    const kinds = given.map(plain);
    const store = openSqliteStore({
      file,
      kinds: kinds,
      watch: (sql) => texts.add(sql),
    });
    for (const one of kinds) await exercise(store, one);
    await store.dropExpired(1_000);
    await store.close();
    db = new DatabaseSync(file);
  });
  afterAll(() => {
    db.close();
  });

  const plansOf = (pattern: RegExp): string[] =>
    [...texts].flatMap((sql) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...Array.from({ length: sql.split('?').length - 1 }, () => 1))
        .map((row) => String(row.detail))
        .filter((detail) => pattern.test(detail))
        .map((detail) => `${detail} <- ${sql}`),
    );

  test('none scans a table, sorts, or builds an index of its own', () => {
    expect(texts.size).toBeGreaterThan(20);
    expect(plansOf(/SCAN|TEMP B-TREE|AUTOMATIC/)).toEqual([]);
  });

  test('each list and count goes down its own index with the partition first', () => {
    const searches = plansOf(/^SEARCH k /);
    expect(searches.length).toBeGreaterThan(5);
    expect(searches.filter((detail) => !detail.includes('(_p=?'))).toEqual([]);
  });
});
