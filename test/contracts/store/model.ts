import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idFrom } from '../../../api/kernel/ids.ts';
import {
  add,
  create,
  remove,
  replace,
  type AnyWrite,
  type CommitResult,
  type Partition,
  type Store,
  type Version,
} from '../../../api/ports/store.ts';
import { everything } from './expectations.ts';
import { counters, freshBuckets, note, notes, type Counter, type Note } from './kinds.ts';

type Refusal = Extract<CommitResult, { outcome: 'refused' }>;

/** A partition of the plain model, where a write count stands for the version. */
interface Plain {
  readonly notes: Map<string, { doc: Note; written: number }>;
  readonly counters: Map<string, { doc: Counter; written: number }>;
}

/** A write as it is drawn: `fresh` writes expect the version that the store has, others one that never was. */
type Drawn =
  | {
      readonly act: 'create' | 'replace';
      readonly id: number;
      readonly doc: Partial<Note>;
      readonly fresh: boolean;
    }
  | { readonly act: 'delete'; readonly id: number; readonly fresh: boolean }
  | { readonly act: 'count'; readonly name: string; readonly start: number }
  | {
      readonly act: 'add';
      readonly name: string;
      readonly amount: number;
      readonly atMost: number | 'granted';
      readonly atLeast: number;
    };

const drawnNote = fc.record({
  title: fc.constantFrom('', 'a', 'b', 'é', '😀', 'ab'),
  rank: fc.integer({ min: -2, max: 2 }),
  colour: fc.constantFrom(null, 'red', 'blue'),
  size: fc.option(fc.integer({ min: -2, max: 2 }), { nil: null }),
  done: fc.boolean(),
  tags: fc.array(fc.constantFrom('x', 'xy', 'y', '', 'é'), { maxLength: 3 }),
  dueAt: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
});
const noteNumber = fc.integer({ min: 0, max: 5 });
const counterName = fc.constantFrom('p', 'q');
const drawnWrite: fc.Arbitrary<Drawn> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom('create', 'replace'),
      id: noteNumber,
      doc: drawnNote,
      fresh: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('delete'), id: noteNumber, fresh: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('count'),
      name: counterName,
      start: fc.integer({ min: -3, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('add'),
      name: counterName,
      amount: fc.integer({ min: -3, max: 3 }),
      atMost: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant('granted')),
      atLeast: fc.integer({ min: -9, max: 0 }),
    }),
  },
);

const target = (write: Drawn): string => ('id' in write ? `note ${write.id}` : write.name);
const drawnCommit = fc.uniqueArray(drawnWrite, { selector: target, minLength: 1, maxLength: 5 });
const drawnHistory = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), drawnCommit), {
  minLength: 1,
  maxLength: 12,
});

const idOf = (number: number): string => idFrom('note', String(number));

/** What the model says of one write, and how it would then stand. */
function judged(plain: Plain, write: Drawn, written: number): Refusal['reason'] | (() => void) {
  if (write.act === 'count') {
    if (plain.counters.has(write.name)) return 'exists';
    const doc = { name: write.name, used: write.start, granted: 5, closed: 0 };
    return () => plain.counters.set(write.name, { doc, written });
  }
  if (write.act === 'add') {
    const counter = plain.counters.get(write.name);
    if (counter === undefined) return 'missing';
    const used = counter.doc.used + write.amount;
    const atMost = write.atMost === 'granted' ? counter.doc.granted : write.atMost;
    if (used > atMost || used < write.atLeast) return 'out-of-bounds';
    return () => plain.counters.set(write.name, { doc: { ...counter.doc, used }, written });
  }
  const noteId = idOf(write.id);
  const held = plain.notes.get(noteId);
  if (write.act === 'create') {
    if (held !== undefined) return 'exists';
  } else {
    if (held === undefined) return 'missing';
    if (!write.fresh) return 'changed';
  }
  if (write.act === 'delete') return () => plain.notes.delete(noteId);
  const doc = note({ ...write.doc, noteId });
  return () => plain.notes.set(noteId, { doc, written });
}

const NEVER = '0' as Version;

async function writeOf(store: Store, partition: Partition, write: Drawn): Promise<AnyWrite> {
  if (write.act === 'count')
    return create(counters, { name: write.name, used: write.start, granted: 5, closed: 0 });
  if (write.act === 'add')
    return add(
      counters,
      { name: write.name },
      { used: write.amount },
      { used: { atMost: write.atMost, atLeast: write.atLeast } },
    );
  const noteId = idOf(write.id);
  const version = write.fresh
    ? ((await store.read(partition, notes, { noteId }))?.version ?? NEVER)
    : NEVER;
  if (write.act === 'delete') return remove(notes, { noteId }, version);
  const doc = note({ ...write.doc, noteId });
  return write.act === 'create' ? create(notes, doc) : replace(notes, doc, version);
}

const byId = (docs: readonly Note[]): Note[] =>
  docs.toSorted((a, b) => (a.noteId < b.noteId ? -1 : 1));

/** Whatever the store lists agrees with what the model holds. */
async function agree(store: Store, partition: Partition, plain: Plain): Promise<void> {
  const docs = [...plain.notes.values()].map(({ doc }) => doc);
  const same = async (
    index: keyof typeof notes.indexes,
    question: Parameters<typeof everything<Note, keyof typeof notes.indexes>>[4],
    expected: readonly Note[],
  ) => {
    const listed = await everything(store, partition, notes, index, question, 2);
    expect(byId(listed)).toEqual(byId(expected));
    expect(await store.count(partition, notes, index, question ?? {})).toBe(expected.length);
    return listed;
  };
  await same('byId', {}, docs);
  const bySize = await same('bySize', {}, docs);
  const sizes = bySize.map(({ size }) => size ?? -Infinity);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  await same(
    'bySize',
    { from: 0 },
    docs.filter(({ size }) => size !== null && size >= 0),
  );
  await same(
    'due',
    { upTo: 1 },
    docs.filter(({ dueAt }) => dueAt !== null && dueAt <= 1),
  );
  await same(
    'done',
    {},
    docs.filter(({ done }) => done),
  );
  for (const colour of [null, 'red'])
    await same(
      'byColour',
      { equals: { colour } },
      docs.filter((doc) => doc.colour === colour),
    );
  for (const tag of ['x', '']) {
    await same(
      'byTag',
      { each: tag },
      docs.filter(({ tags }) => tags.includes(tag)),
    );
    await same(
      'doneByTag',
      { equals: { colour: 'red' }, each: tag },
      docs.filter(({ tags, done, colour }) => done && colour === 'red' && tags.includes(tag)),
    );
  }
  const beginning = docs.flatMap((doc) =>
    [...new Set(doc.tags)].filter((tag) => tag.startsWith('x')).map(() => doc),
  );
  await same('byTag', { each: { startsWith: 'x' } }, beginning);
  const counted = await everything(store, partition, counters, 'byUsed');
  expect(new Set(counted)).toEqual(new Set([...plain.counters.values()].map(({ doc }) => doc)));
}

/** Random histories give the same answers as a plain model. */
export function modelLaws(store: () => Store): void {
  describe('any history', () => {
    test.each([1, 4])('gives the answers of a plain model, in %i buckets', async (count) => {
      await fc.assert(
        fc.asyncProperty(drawnHistory, async (history) => {
          const buckets = freshBuckets(count);
          const plains = buckets.map((): Plain => ({ notes: new Map(), counters: new Map() }));
          for (const [turn, [nth, drawn]] of history.entries()) {
            const partition = buckets[nth % count] as Partition;
            const plain = plains[nth % count] as Plain;
            const judgements = drawn.map((write) => judged(plain, write, turn));
            const refusedAt = judgements.findIndex((judgement) => typeof judgement === 'string');
            const writes = await Promise.all(
              drawn.map((write) => writeOf(store(), partition, write)),
            );
            const result = await store().commit(partition, writes);
            if (refusedAt >= 0)
              expect(result).toEqual({
                outcome: 'refused',
                write: refusedAt,
                reason: judgements[refusedAt],
              });
            else {
              expect(result.outcome).toBe('committed');
              for (const apply of judgements) if (typeof apply === 'function') apply();
            }
          }
          for (const [nth, partition] of buckets.entries())
            await agree(store(), partition, plains[nth] as Plain);
        }),
        { numRuns: 40 },
      );
    });
  });
}
