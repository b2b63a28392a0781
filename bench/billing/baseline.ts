import { hash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { monthsAfter } from '../../api/subscriptions/rules/term.ts';
import { stopwatch, type Timing } from '../measuring.ts';
import {
  BEGAN_AT,
  nextRoundAt,
  ROUNDS,
  SEATS,
  UNIT_PRICE,
  type Buyer,
  type Renewal,
} from './work.ts';

/**
 * The same rows, with the columns and indexes that the product keeps, by statements written by hand for exactly this:
 * numbers for ids, only the columns that change, whole groups in one transaction.
 */
const SCHEMA = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;
  PRAGMA wal_autocheckpoint = 40000; PRAGMA temp_store = MEMORY;
  CREATE TABLE orders (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, state TEXT, paidThrough INTEGER, asOf INTEGER, until INTEGER, problem TEXT, reminded TEXT, contact TEXT, newest INTEGER);
  CREATE INDEX ordersByAge ON orders (newest);
  CREATE TABLE account (seq INTEGER PRIMARY KEY, state TEXT, body TEXT, version INTEGER);
  CREATE TABLE payment (id TEXT PRIMARY KEY, seq INTEGER, kind TEXT, at INTEGER, net TEXT, tax TEXT, total TEXT, seats INTEGER, fromAt INTEGER, through INTEGER, event TEXT, invoice TEXT);
  CREATE INDEX paymentByOrder ON payment (seq, at);
  CREATE TABLE audit (n INTEGER PRIMARY KEY, id BLOB UNIQUE, seq INTEGER, at INTEGER, what TEXT, act TEXT, newest INTEGER, data TEXT);
  CREATE INDEX auditByAge ON audit (seq, newest);
  CREATE TABLE notice (id BLOB PRIMARY KEY, seq INTEGER, at INTEGER, notice TEXT, occasion TEXT, openSince INTEGER, expires INTEGER);
  CREATE INDEX noticeOpen ON notice (seq, openSince) WHERE openSince IS NOT NULL;
  CREATE INDEX noticeExpires ON notice (expires);
  CREATE TABLE billing (seq INTEGER PRIMARY KEY, sources TEXT);
  CREATE TABLE due (work TEXT, seq INTEGER, at INTEGER, asks TEXT, PRIMARY KEY (work, seq)) WITHOUT ROWID;
  CREATE INDEX dueByInstant ON due (at);
`;

const SUSPENDED_MS = 30 * 86_400_000;
const KEPT_MS = 400 * 86_400_000;

/** The accounts with an order each, kept by statements written by hand. */
export interface Baseline {
  /** Takes the events, so many in one transaction; gives what that took. */
  take(cycle: readonly Renewal[], groupSize: number): Timing;
  /** What these orders end with, in words that both sides share. */
  lines(cycle: readonly Renewal[]): string[];
  close(): void;
}

/** Opens it and puts the accounts in. */
export function openBaseline(folder: string, buyers: readonly Buyer[]): Baseline {
  const db = new DatabaseSync(join(folder, `baseline-${randomUUID()}.sqlite`));
  db.exec(SCHEMA);
  const bytesOf = (guid: string): Buffer => Buffer.from(guid.replaceAll('-', ''), 'hex');
  const auditIdOf = (eventId: string): Buffer => hash('sha256', eventId, 'buffer').subarray(0, 16);
  const contact = JSON.stringify({ firstName: 'A', lastName: 'B', email: 'a@contoso.example' });
  db.exec('BEGIN');
  const load = db.prepare(
    "INSERT INTO orders (id, state, paidThrough, asOf, reminded, contact, newest) VALUES (?, 'Active', ?, ?, '[]', ?, ?)",
  );
  const loadAccount = db.prepare("INSERT INTO account VALUES (?, 'Active', '{}', 0)");
  const loadBilling = db.prepare('INSERT INTO billing VALUES (?, ?)');
  const loadDue = db.prepare('INSERT INTO due VALUES (?, ?, ?, ?)');
  for (const [nth, { orderId }] of buyers.entries()) {
    const order = [bytesOf(orderId), monthsAfter(BEGAN_AT, 1), BEGAN_AT, contact, -BEGAN_AT];
    const { lastInsertRowid: seq } = load.run(...order);
    loadAccount.run(seq);
    const source = { orderId, seats: SEATS, order: { until: null, unpaid: false } };
    loadBilling.run(seq, JSON.stringify([source]));
    const at = nextRoundAt(nth);
    for (const work of ROUNDS) loadDue.run(work, seq, at, JSON.stringify([at]));
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');

  const find = db.prepare('SELECT seq, asOf FROM orders WHERE id = ?');
  const pay = db.prepare(
    "INSERT INTO payment VALUES (?, ?, 'charge', ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
  );
  const renew = db.prepare(
    "UPDATE orders SET state = 'Active', paidThrough = max(paidThrough, ?), asOf = ?, until = NULL WHERE seq = ?",
  );
  const suspend = db.prepare(
    "UPDATE orders SET state = 'Suspended', asOf = ?, until = ?, problem = ? WHERE seq = ?",
  );
  const tell = db.prepare(
    "INSERT OR IGNORE INTO audit (id, seq, at, what, act, newest, data) VALUES (?, ?, ?, 'order-told', ?, ?, ?)",
  );
  const announce = db.prepare('INSERT INTO notice VALUES (?, ?, ?, ?, ?, ?, ?)');
  const due = db.prepare('INSERT OR REPLACE INTO due VALUES (?, ?, ?, ?)');
  const bill = db.prepare('INSERT OR REPLACE INTO billing VALUES (?, ?)');
  const touch = db.prepare('UPDATE account SET version = version + 1 WHERE seq = ?');
  const zero = JSON.stringify({ amountMinor: 0, currency: 'USD' });
  const amountMinor = SEATS * UNIT_PRICE.amountMinor;
  const net = JSON.stringify({ amountMinor, currency: 'USD' });

  const take = (one: Renewal): void => {
    const { orderId, eventId, paymentId, at, through, declined } = one;
    const { seq, asOf } = find.get(bytesOf(orderId)) as { seq: number; asOf: number };
    const type = declined ? 'subscription.charge.failed' : 'subscription.charge.completed';
    const expires = at + KEPT_MS;
    const state = declined ? 'Suspended' : 'Active';
    const paid = declined
      ? []
      : [{ paymentId, amountMinor, currency: 'USD', seats: SEATS, through }];
    const data = JSON.stringify({ orderId, type, state, paidThroughAt: through, payments: paid });
    if (tell.run(auditIdOf(eventId), seq, at, eventId, -at, data).changes === 0) return;
    if (at < asOf) return;
    if (!declined) {
      pay.run(
        paymentId,
        seq,
        at,
        net,
        zero,
        net,
        SEATS,
        monthsAfter(BEGAN_AT, 1),
        through,
        eventId,
      );
      renew.run(through, at, seq);
      return;
    }
    const until = at + SUSPENDED_MS;
    suspend.run(at, until, JSON.stringify({ reason: 'declined', since: at }), seq);
    const notice = {
      what: 'payment-failed',
      orderId,
      seats: SEATS,
      reason: 'declined',
      seatsEndAt: until,
    };
    const occasion = `payment-failed/${orderId}/${at}`;
    announce.run(bytesOf(randomUUID()), seq, at, JSON.stringify(notice), occasion, at, expires);
    bill.run(seq, JSON.stringify([{ orderId, seats: SEATS, order: { until, unpaid: true } }]));
    for (const work of ['orders', 'limits', 'notices'])
      due.run(work, seq, at, JSON.stringify([at]));
    touch.run(seq);
  };
  const linesOf = db.prepare(
    `SELECT o.state, o.paidThrough, o.until, coalesce((SELECT json_extract(p.net, '$.amountMinor') FROM payment p WHERE p.seq = o.seq), 0) AS net, (SELECT count(*) FROM notice n WHERE n.seq = o.seq) AS told
     FROM orders o WHERE o.id = ?`,
  );
  return {
    take(cycle, groupSize) {
      const stop = stopwatch(cycle.length);
      for (let from = 0; from < cycle.length; from += groupSize) {
        db.exec('BEGIN IMMEDIATE');
        for (const one of cycle.slice(from, from + groupSize)) take(one);
        db.exec('COMMIT');
      }
      return stop();
    },
    lines: (cycle) =>
      cycle.map(({ orderId }) => {
        const row = linesOf.get(bytesOf(orderId));
        return [
          ...[orderId, row?.['state'], row?.['paidThrough'], row?.['until']],
          ...[row?.['net'], row?.['told']],
        ].join(' ');
      }),
    close: () => db.close(),
  };
}
