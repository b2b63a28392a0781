import { createHash, randomBytes } from 'node:crypto';
import { HOUR_MS } from '../../kernel/time.ts';
import type { Held, Partition, Version } from '../../ports/store.ts';
import { valueOf, type Doc } from './fields.ts';
import type { IndexLayout, Layout } from './layout.ts';
import { partOf, sortKey } from './sort-keys.ts';

/** A document as it lies in the container; the names are those of the wire. */
export interface Item {
  readonly id: string;
  readonly pk: Partition;
  /** Whose it is: the partition's name up to its colon. Every query says it, over and above the partition. */
  readonly tenantId: string;
  readonly kind: string;
  readonly fields: Doc;
  /** For each index that the document is in, the text by which it is found and ordered. */
  readonly sort: Readonly<Record<string, string>>;
  /** For each index with elements, the document's own. */
  readonly entries: Readonly<Record<string, readonly string[]>>;
  /** Which commit wrote it last, unless that only added to it. */
  readonly commit: string;
  /** For the log: its place among the commit's documents. */
  readonly place?: number;
  /** The instant of a kind that expires. */
  readonly expiresAt?: number;
  /** Seconds after its last write; then the service drops it by itself. */
  readonly ttl?: number;
}

/** An item as the service gives it back. */
export interface StoredItem extends Item {
  readonly _etag: string;
}

/** Ids longer than this are replaced by a hash; the service takes 1,023 bytes. */
const ID_MAX = 255;

/**
 * So long a document outlives its instant on the service's own account: the net below `dropExpired`, which goes by the
 * product's clock and may run late.
 */
const TTL_GRACE_MS = 24 * HOUR_MS;

/** Letters, digits and hyphens as they are, every other byte in hexadecimal: the service takes no / \ ? # in an id. */
const idPart = (value: unknown): string =>
  String(value).replace(/[^A-Za-z0-9-]/gu, (char) =>
    Buffer.from(char).reduce((text, byte) => `${text}_${byte.toString(16).padStart(2, '0')}`, ''),
  );

/** The document's id in its partition, made of its kind and key. A key with a missing or mistyped field is a bug and throws. */
export function idOf(layout: Layout, key: Doc): string {
  const values = layout.key.map((field) => valueOf(layout.name, field, key[field.name]));
  const id = [layout.name, ...values].map(idPart).join('.');
  if (id.length <= ID_MAX) return id;
  return `${layout.name}.~${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`;
}

/** Whose a partition is. */
export const tenantOf = (partition: Partition): string => partition.split(':', 1)[0] ?? partition;

/** A fresh mark for a commit: nobody else's, now or later. */
export const newMark = (): string => randomBytes(12).toString('base64url');

/** Whether a document is in an index with `when`. */
function isIn(index: IndexLayout, fields: Doc): boolean {
  if (index.when === null) return true;
  const value = fields[index.when.name];
  return value !== null && value !== false;
}

/** The item of a document whose fields are checked already. */
export function itemOf(
  layout: Layout,
  partition: Partition,
  fields: Doc,
  commit: string,
  place: number,
): Item {
  const sort: Record<string, string> = {};
  const entries: Record<string, readonly string[]> = {};
  for (const index of layout.indexes.values()) {
    if (!isIn(index, fields)) continue;
    const parts = [...index.equals, ...index.sort].map((field) =>
      partOf(field, fields[field.name]),
    );
    sort[index.path] = sortKey(parts);
    if (index.each !== null) entries[index.path] = [...new Set(index.each(fields))];
  }
  const expiresAt = layout.expires === null ? null : fields[layout.expires];
  return {
    id: idOf(layout, fields),
    pk: partition,
    tenantId: tenantOf(partition),
    kind: layout.name,
    fields,
    sort,
    entries,
    commit,
    ...(layout.isLog ? { place } : {}),
    ...(typeof expiresAt === 'number' ? { expiresAt, ttl: ttlUntil(expiresAt) } : {}),
  };
}

/** The greatest time to live that the service takes. */
const TTL_MAX = 2 ** 31 - 1;

function ttlUntil(expiresAt: number): number {
  const leftMs = Math.max(0, expiresAt - Date.now()) + TTL_GRACE_MS;
  return Math.min(TTL_MAX, Math.ceil(leftMs / 1_000));
}

/** The document's fields, checked against its kind and taken over; a wrong, missing or unknown one is a bug and throws. */
export function fieldsOf(layout: Layout, doc: Doc): Doc {
  const fields: Record<string, unknown> = {};
  for (const field of layout.fields.values())
    fields[field.name] = valueOf(layout.name, field, doc[field.name]);
  for (const name of Object.keys(doc))
    if (!layout.fields.has(name))
      throw new Error(`${layout.name}.${name} is not declared. Declare it or leave it out.`);
  return fields;
}

/** A version is the ETag without its quotation marks. */
const versionOf = (etag: string): Version => etag.replaceAll('"', '') as Version;
/** The ETag of a version, for `If-Match`. */
export const etagOf = (version: Version): string => `"${version}"`;

/** The document of an item; one written before a field was declared has null there. */
export const docOf = (layout: Layout, { fields }: Pick<Item, 'fields'>): Doc =>
  Object.fromEntries([...layout.fields.keys()].map((name) => [name, fields[name] ?? null]));

/** The document of an item with its version. */
export const heldOf = (layout: Layout, item: StoredItem): Held<Doc> => ({
  doc: docOf(layout, item),
  version: versionOf(item._etag),
});
