import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { monthsAfter } from '../../api/subscriptions/rules/term.ts';
import { BEGAN_AT, SEATS, UNIT_PRICE, type Buyer, type Renewal } from './work.ts';

/** The same facts by statements written by hand for exactly this: narrow tables, numbers for ids, groups in one transaction. */
const SCHEMA = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000; PRAGMA temp_store = MEMORY;
  CREATE TABLE orders (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, state INTEGER, paidThrough INTEGER, asOf INTEGER, until INTEGER);
  CREATE TABLE taken (id TEXT PRIMARY KEY, seq INTEGER, at INTEGER) WITHOUT ROWID;
  CREATE TABLE payment (id TEXT PRIMARY KEY, seq INTEGER, net INTEGER, tax INTEGER, seats INTEGER, fromAt INTEGER, through INTEGER, event TEXT) WITHOUT ROWID;
  CREATE TABLE audit (n INTEGER PRIMARY KEY, seq INTEGER, at INTEGER, what TEXT, data TEXT);
  CREATE TABLE notice (id TEXT PRIMARY KEY, seq INTEGER, what TEXT, until INTEGER) WITHOUT ROWID;
  CREATE TABLE due (work TEXT, seq INTEGER, at INTEGER, PRIMARY KEY (work, seq)) WITHOUT ROWID;
`;

const SUSPENDED_MS = 30 * 86_400_000;

/** Runs the cycle twice by hand-written statements; gives the seconds of both and what they end with. */
export function runBaseline(
  folder: string,
  buyers: readonly Buyer[],
  cycle: readonly Renewal[],
  groupSize: number,
): { readonly seconds: number; readonly lines: string[] } {
  const db = new DatabaseSync(join(folder, `baseline-${randomUUID()}.sqlite`));
  db.exec(SCHEMA);
  db.exec('BEGIN');
  const load = db.prepare('INSERT INTO orders (id, state, paidThrough, asOf) VALUES (?, 0, ?, ?)');
  for (const { orderId } of buyers) load.run(orderId, monthsAfter(BEGAN_AT, 1), BEGAN_AT);
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');

  const find = db.prepare('SELECT seq, asOf FROM orders WHERE id = ?');
  const note = db.prepare('INSERT OR IGNORE INTO taken VALUES (?, ?, ?)');
  const pay = db.prepare('INSERT OR IGNORE INTO payment VALUES (?, ?, ?, 0, ?, ?, ?, ?)');
  const renew = db.prepare(
    'UPDATE orders SET state = 0, paidThrough = max(paidThrough, ?), asOf = ?, until = NULL WHERE seq = ?',
  );
  const suspend = db.prepare('UPDATE orders SET state = 1, asOf = ?, until = ? WHERE seq = ?');
  const tell = db.prepare('INSERT INTO audit (seq, at, what, data) VALUES (?, ?, ?, ?)');
  const announce = db.prepare('INSERT INTO notice VALUES (?, ?, ?, ?)');
  const due = db.prepare('INSERT OR REPLACE INTO due VALUES (?, ?, ?)');
  const netMinor = SEATS * UNIT_PRICE.amountMinor;

  const take = (one: Renewal): void => {
    const { orderId, eventId, paymentId, at, through, declined } = one;
    const { seq, asOf } = find.get(orderId) as { seq: number; asOf: number };
    if (note.run(eventId, seq, at).changes === 0 || at < asOf) return;
    if (declined) {
      suspend.run(at, at + SUSPENDED_MS, seq);
      announce.run(randomUUID(), seq, 'payment-failed', at + SUSPENDED_MS);
      for (const work of ['orders', 'limits', 'notices']) due.run(work, seq, at);
      tell.run(seq, at, 'order-told', JSON.stringify({ orderId, state: 'Suspended' }));
      return;
    }
    pay.run(paymentId, seq, netMinor, SEATS, monthsAfter(BEGAN_AT, 1), through, eventId);
    renew.run(through, at, seq);
    tell.run(seq, at, 'order-told', JSON.stringify({ orderId, paymentId, netMinor, through }));
  };
  const begun = performance.now();
  for (const round of [cycle, cycle])
    for (let from = 0; from < round.length; from += groupSize) {
      db.exec('BEGIN IMMEDIATE');
      for (const one of round.slice(from, from + groupSize)) take(one);
      db.exec('COMMIT');
    }
  const seconds = (performance.now() - begun) / 1_000;
  const rows = db
    .prepare(
      `SELECT o.id, o.state, o.paidThrough, o.until, coalesce(p.net, 0) AS net, (SELECT count(*) FROM notice n WHERE n.seq = o.seq) AS told
       FROM orders o LEFT JOIN payment p ON p.seq = o.seq`,
    )
    .all();
  db.close();
  const lines = rows.map((row) =>
    [
      row['id'],
      row['state'] === 0 ? 'Active' : 'Suspended',
      row['paidThrough'],
      row['until'],
      row['net'],
      row['told'],
    ].join(' '),
  );
  return { seconds, lines };
}
