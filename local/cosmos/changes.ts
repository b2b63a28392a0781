import type { Container } from './containers.ts';
import type { Body, Documents } from './documents.ts';
import { badRequest } from './refusal.ts';
import type { Storage } from './storage.ts';

/** A page of the change feed. */
export interface ChangePage {
  readonly items: readonly Body[];
  readonly bytes: number;
  /** Where what comes later begins. */
  readonly etag: string;
}

const ETAG = /^"(\d+)"$/;

/**
 * A partition's change feed: each document at its newest version, in the order of the transactions that wrote them; what one
 * transaction wrote comes on one page, whatever size was asked for.
 * @param after the ETag of the page before, `*` for what comes from now on, null for everything
 */
export function changesIn(
  storage: Storage,
  documents: Documents,
  container: Container,
  pk: string,
  after: string | null,
  size: number,
): ChangePage {
  const newest = Number(
    storage.row('SELECT lsn FROM containers WHERE rid = ?', container.rid)?.['lsn'] ?? 0,
  );
  const end = (lsn: number): string => `"${lsn}"`;
  if (after === '*') return { items: [], bytes: 0, etag: end(newest) };
  const from = after === null ? '0' : ETAG.exec(after)?.[1];
  if (from === undefined) throw badRequest('The If-None-Match is no ETag of the change feed.');
  const rows = storage.rows(
    `SELECT * FROM docs WHERE container = ?1 AND pk = ?2 AND lsn > ?3 AND (endsAtMs IS NULL OR endsAtMs > ?4)
       AND lsn <= coalesce(
         (SELECT lsn FROM docs WHERE container = ?1 AND pk = ?2 AND lsn > ?3 AND (endsAtMs IS NULL OR endsAtMs > ?4)
          ORDER BY lsn, place LIMIT 1 OFFSET ?5), ?6)
     ORDER BY lsn, place`,
    container.rid,
    pk,
    Number(from),
    Date.now(),
    size - 1,
    newest,
  );
  const stored = rows.map((row) => ({ ...documents.stored(row), lsn: Number(row['lsn']) }));
  return {
    items: stored.map(({ doc, lsn }) => ({ ...doc, _lsn: lsn })),
    bytes: stored.reduce((sum, { bytes }) => sum + bytes, 0),
    etag: end(stored.at(-1)?.lsn ?? newest),
  };
}
