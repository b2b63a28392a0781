import { newId } from '../../../api/kernel/ids.ts';
import { kind, type Partition } from '../../../api/ports/store.ts';
import { bucketsOf } from '../../../api/ports/partitions.ts';

/** A document with every type of field and every sort of index. */
export interface Note {
  readonly noteId: string;
  readonly title: string;
  readonly rank: number;
  readonly colour: string | null;
  readonly size: number | null;
  readonly done: boolean;
  readonly folderId: string | null;
  readonly tags: readonly string[];
  readonly more: unknown;
  readonly dueAt: number | null;
}

export const notes = kind<Note>()({
  name: 'note',
  key: ['noteId'],
  fields: {
    noteId: 'guid',
    title: 'text',
    rank: 'integer',
    colour: 'text?',
    size: 'integer?',
    done: 'flag',
    folderId: 'guid?',
    tags: 'json',
    more: 'json?',
    dueAt: 'integer?',
  },
  indexes: {
    byId: { order: ['noteId'] },
    byTitle: { order: ['title'] },
    byColour: { equals: ['colour'], order: ['rank', 'title'] },
    byFolder: { equals: ['folderId', 'done'], order: ['rank'] },
    bySize: { order: ['size', 'title'] },
    byTag: { each: (note) => note.tags, order: ['rank'] },
    doneByTag: {
      equals: ['colour'],
      each: (note) => note.tags,
      reads: ['tags'],
      order: ['size'],
      when: 'done',
    },
    done: { order: ['rank'], when: 'done' },
    due: { order: ['dueAt'], when: 'dueAt' },
    more: { order: ['rank'], when: 'more' },
  },
});

/** A note with what matters to a test, and something for the rest. */
export const note = (given: Partial<Note> = {}): Note => ({
  noteId: newId(),
  title: 'a note',
  rank: 0,
  colour: null,
  size: null,
  done: false,
  folderId: null,
  tags: [],
  more: null,
  dueAt: null,
  ...given,
});

/** A counter with a limit beside it. */
export interface Counter {
  readonly name: string;
  readonly used: number;
  readonly granted: number;
  readonly closed: number;
}

export const counters = kind<Counter>()({
  name: 'counter',
  key: ['name'],
  fields: { name: 'text', used: 'integer', granted: 'integer', closed: 'integer' },
  indexes: { byUsed: { order: ['used'] } },
});

/** A key of two fields, in whose order the documents lie. */
export interface Pair {
  readonly left: string;
  readonly right: string;
  readonly weight: number;
}

export const pairs = kind<Pair>()({
  name: 'pair',
  key: ['left', 'right'],
  fields: { left: 'guid', right: 'text', weight: 'integer' },
  indexes: {
    byLeft: { equals: ['left'], order: ['right'] },
    byRight: { equals: ['right'], order: ['left'] },
    labels: { each: (pair) => [`w${pair.weight}`, pair.right], order: ['weight'] },
  },
});

/** One document in a partition. */
export const heads = kind<{ readonly total: number }>()({
  name: 'theHead',
  key: [],
  fields: { total: 'integer' },
  indexes: {},
});

export interface Entry {
  readonly entryId: string;
  readonly what: string;
  readonly data: unknown;
}

export const entries = kind<Entry>()({
  name: 'entry',
  key: ['entryId'],
  fields: { entryId: 'guid', what: 'text', data: 'json' },
  indexes: {},
  log: true,
});

export const entry = (what: string, data: unknown = null): Entry => ({
  entryId: newId(),
  what,
  data,
});

export interface Token {
  readonly token: string;
  readonly expiresAt: number | null;
  readonly scopes: readonly string[];
}

export const tokens = kind<Token>()({
  name: 'token',
  key: ['token'],
  fields: { token: 'text', expiresAt: 'integer?', scopes: 'json' },
  indexes: { byScope: { each: (token) => token.scopes, order: ['token'] } },
  expires: 'expiresAt',
});

/** Something that is added to and listed in the order of that, by an `each` that does not depend on it. */
export interface Song {
  readonly title: string;
  readonly plays: number;
  readonly moods: readonly string[];
}

export const songs = kind<Song>()({
  name: 'song',
  key: ['title'],
  fields: { title: 'text', plays: 'integer', moods: 'json' },
  indexes: { byMood: { each: (song) => song.moods, reads: ['moods'], order: ['plays'] } },
});

/** The kinds that a store under the contract is opened with. */
export const contractKinds = [notes, counters, pairs, heads, entries, tokens, songs];

/** Partitions that no other test uses. */
export const freshBuckets = (buckets: number): Partition[] => bucketsOf(newId(), buckets);

/** A partition that no other test uses. */
export const fresh = (): Partition => freshBuckets(1)[0] as Partition;
