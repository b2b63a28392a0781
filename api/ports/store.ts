/**
 * The store, shaped after what Azure Cosmos DB guarantees, so that the embedded store can never promise more: documents
 * of declared kinds in partitions, and commits within one partition that happen wholly or not at all.
 */

/** Names a partition; see `partitions.ts`. Nothing is ever atomic across two. */
export type Partition = string & { readonly __partition: true };

/** A document's version (its ETag): opaque, new after every write. */
export type Version = string & { readonly __version: true };

/** Where a list goes on: opaque, bound to the partition, index and question that made it; survives inserts. */
export type Cursor = string & { readonly __cursor: true };

/** A place in a partition's sequence of events: opaque, grows with every commit. */
export type Position = string & { readonly __position: true };

/**
 * How a field is kept. `guid`: a lower-case GUID; `text`; `integer`: a whole number within ±2^53; `flag`: a boolean;
 * `json`: anything that JSON holds, never compared or ordered. With `?` behind it the field may also be null.
 */
export type FieldType =
  'guid' | 'text' | 'integer' | 'flag' | 'json' | 'guid?' | 'text?' | 'integer?' | 'json?';

type Name<D> = keyof D & string;

/**
 * A declared way to list documents. A reader gives a value for every field of `equals`, and receives the documents in
 * the order of `order`, ties by key. GUIDs are ordered as the store likes, the same in every index; text by its UTF-8
 * bytes; nulls first.
 */
export interface Index<D> {
  readonly equals?: readonly Name<D>[];
  /** One entry per element of the list that it gives (repeats collapse); must depend on the document alone. */
  readonly each?: (doc: D) => readonly string[];
  /** The fields that `each` looks at, where it is not all of them: while these stay the same it is not asked again. */
  readonly reads?: readonly Name<D>[];
  readonly order: readonly Name<D>[];
  /** Only documents in which this field is neither null nor false are in the index. */
  readonly when?: Name<D>;
}

/** A kind of document: the fields that identify it in its partition, how each field is kept, how it can be listed. */
export interface Kind<D extends object = object, I extends string = string> {
  readonly name: string;
  /** An empty key: one document of this kind in a partition. */
  readonly key: readonly Name<D>[];
  readonly fields: { readonly [F in Name<D>]: FieldType };
  readonly indexes: { readonly [name in I]: Index<D> };
  /**
   * Documents are only ever created, and `changes` gives them back in the order of their commits. At most one kind in a
   * store is such.
   */
  readonly log?: boolean;
  /** Documents vanish some time after the instant in this field (integer, ms); until then they are read as usual. */
  readonly expires?: Name<D>;
}

/** A kind of documents whose type does not matter: what an adapter is given to open a store with. */
export type AnyKind = Kind<never>;

/** Declares a kind. Written twice-called so that the document type is named and the index names are inferred. */
export const kind =
  <D extends object>() =>
  <const I extends string>(declared: Kind<D, I>): Kind<D, I> =>
    declared;

/** The values that name one document of a kind: one for each field of its key. */
export type Key<D> = Partial<D>;

/** A document as read, with the version to expect when it is written again. */
export interface Held<D> {
  readonly doc: D;
  readonly version: Version;
}

/** Bounds on the value that a field has after the addition; a field that is not added to may be bounded as well. */
export interface Bounds<D> {
  readonly atLeast?: number;
  /** A number, or the name of another integer field of the same document. */
  readonly atMost?: number | Name<D>;
}

/** One write of a commit. */
export type Write<D extends object = never> =
  | { readonly act: 'create'; readonly kind: Kind<D>; readonly doc: D }
  | {
      readonly act: 'replace';
      readonly kind: Kind<D>;
      readonly doc: D;
      readonly version: Version;
    }
  | {
      readonly act: 'delete';
      readonly kind: Kind<D>;
      readonly key: Key<D>;
      readonly version: Version;
    }
  | {
      /**
       * Adds to integer fields that are never null, without expecting a version, so that writers of one counter do not
       * conflict. An index with `each` must not depend on them, and say so by `reads`.
       */
      readonly act: 'add';
      readonly kind: Kind<D>;
      readonly key: Key<D>;
      readonly amounts: { readonly [F in Name<D>]?: number };
      readonly within?: { readonly [F in Name<D>]?: Bounds<D> };
    };

/** A write of any kind, as a commit takes it. Made by `create`, `replace`, `remove` and `add`. */
export type AnyWrite = Write & { readonly __checked: true };

type AnyDoc = Readonly<Record<string, unknown>>;

/** What a write of any kind is to an adapter, which knows its kind only as it was declared. */
export type PlainWrite =
  | { readonly act: 'create'; readonly kind: AnyKind; readonly doc: AnyDoc }
  | {
      readonly act: 'replace';
      readonly kind: AnyKind;
      readonly doc: AnyDoc;
      readonly version: Version;
    }
  | {
      readonly act: 'delete';
      readonly kind: AnyKind;
      readonly key: AnyDoc;
      readonly version: Version;
    }
  | {
      readonly act: 'add';
      readonly kind: AnyKind;
      readonly key: AnyDoc;
      readonly amounts: Readonly<Record<string, number>>;
      readonly within: Readonly<Record<string, Bounds<AnyDoc>>>;
    };

/** The document must not exist yet (`exists`). */
export const create = <D extends object, I extends string>(
  of: Kind<D, I>,
  doc: NoInfer<D>,
): AnyWrite => ({ act: 'create', kind: of, doc }) as unknown as AnyWrite;
/** The document must exist (`missing`) at that version (`changed`). */
export const replace = <D extends object, I extends string>(
  of: Kind<D, I>,
  doc: NoInfer<D>,
  version: Version,
): AnyWrite => ({ act: 'replace', kind: of, doc, version }) as unknown as AnyWrite;
/** The document must exist (`missing`) at that version (`changed`). */
export const remove = <D extends object, I extends string>(
  of: Kind<D, I>,
  key: Key<D>,
  version: Version,
): AnyWrite => ({ act: 'delete', kind: of, key, version }) as unknown as AnyWrite;
/** The document must exist (`missing`) and every bound must hold afterwards (`out-of-bounds`). */
export const add = <D extends object, I extends string>(
  of: Kind<D, I>,
  key: Key<D>,
  amounts: { readonly [F in Name<D>]?: number },
  within: { readonly [F in Name<D>]?: Bounds<D> } = {},
): AnyWrite => ({ act: 'add', kind: of, key, amounts, within }) as unknown as AnyWrite;

/** At most so many writes in one commit (Cosmos DB's transactional batch). */
export const COMMIT_WRITES_MAX = 100;

/** What became of a commit. A refused one has changed nothing; `write` is the place of the write that stood in the way. */
export type CommitResult =
  | {
      readonly outcome: 'committed';
      /** For each write in its place: the document after an `add`, null for the other acts. */
      readonly added: readonly (object | null)[];
    }
  | {
      readonly outcome: 'refused';
      readonly write: number;
      readonly reason: 'exists' | 'missing' | 'changed' | 'out-of-bounds';
    };

/** What a list is asked for. */
export interface Question<D> {
  readonly equals?: Partial<D>;
  /** For an index with `each`: the element itself, or the beginning of it. */
  readonly each?: string | { readonly startsWith: string };
  /** Bounds, both inclusive, on the first field of the index's order. Null is within no bound. */
  readonly from?: D[keyof D];
  readonly upTo?: D[keyof D];
  readonly after?: Cursor | null;
  /** 1 to 1,000. */
  readonly limit: number;
}

/** A document in a list. */
export interface Listed<D> extends Held<D> {
  /** Where an index with `each` was asked for a beginning: the element of this entry. */
  readonly element?: string;
}

/** A page of a list. `next` is null on the last page; a page may hold fewer than `limit` and still have a next. */
export interface Page<D> {
  readonly items: readonly Listed<D>[];
  readonly next: Cursor | null;
}

/** What can be read. A worker thread may have a reader of its own. */
export interface StoreReader {
  /** The document, or null. */
  read<D extends object, I extends string>(
    partition: Partition,
    of: Kind<D, I>,
    key: Key<D>,
  ): Promise<Held<D> | null>;
  /** As many answers as keys, in their order, null where there is none. At most 1,000 keys. */
  readMany<D extends object, I extends string>(
    partition: Partition,
    of: Kind<D, I>,
    keys: readonly Key<D>[],
  ): Promise<readonly (Held<D> | null)[]>;
  /**
   * One page by a declared index. An index with `each` and `startsWith` gives a document once for each element that
   * fits, in an order of the store's own.
   */
  list<D extends object, I extends string>(
    partition: Partition,
    of: Kind<D, I>,
    index: I,
    question: Question<D>,
  ): Promise<Page<D>>;
  /** How many entries the index has for the question (`after` and `limit` do not matter), as of one moment. */
  count<D extends object, I extends string>(
    partition: Partition,
    of: Kind<D, I>,
    index: I,
    question: Omit<Question<D>, 'after' | 'limit'>,
  ): Promise<number>;
  /** The documents of the log kind committed after the position (null: from the first), oldest first. */
  changes<D extends object, I extends string>(
    partition: Partition,
    of: Kind<D, I>,
    after: Position | null,
    limit: number,
  ): Promise<{ readonly items: readonly D[]; readonly position: Position }>;
  /** The position after the newest event of the partition. */
  position(partition: Partition): Promise<Position>;
  close(): Promise<void>;
}

/**
 * The store. What cannot be reached or is broken throws `AppError('store-unavailable')`, a cursor of another list
 * `AppError('invalid-input')`; every other throw is a bug.
 */
export interface Store extends StoreReader {
  /**
   * Writes all or none, durably: when the promise fulfils, no crash loses it. 1 to 100 writes, each document at most once.
   * Commits of one partition have one order, the order of its events.
   */
  commit(partition: Partition, writes: readonly AnyWrite[]): Promise<CommitResult>;
  /** Drops documents of kinds that expire before the instant; gives how many. Repeats are harmless. */
  dropExpired(before: number): Promise<number>;
}
