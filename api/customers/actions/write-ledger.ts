import { AppError } from '../../kernel/errors.ts';
import { newId, type TenantId } from '../../kernel/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type Store } from '../../ports/store.ts';
import { customerWriteLogs, type WriteLog } from '../kinds.ts';
import type { SpentWrites, WriteLedger } from '../../ports/write-ledger.ts';

/** So often a reservation is tried again where other processes reserve at the same moment. */
const TRIES_MAX = 20;

const countOf = (spent: readonly SpentWrites[]): number =>
  spent.reduce((sum, { count }) => sum + count, 0);

/** The ledger in the store, for one process. */
export function createWriteLedger(store: Store, clock: Clock): WriteLedger {
  const process = newId();
  return {
    async reserve(customerId: TenantId, { mine, want, freeAt, most }) {
      const root = rootOf(customerId);
      for (let tries = 0; tries < TRIES_MAX; tries++) {
        const held = await store.read(root, customerWriteLogs, {});
        const now = clock.now();
        const others = (held?.doc.lines ?? [])
          .filter((line) => line.process !== process)
          .map((line) => ({ ...line, spent: line.spent.filter((one) => one.freeAt > now) }))
          .filter(({ spent }) => spent.length > 0);
        const counting = [...mine, ...others.flatMap(({ spent }) => spent)];
        const granted = Math.min(want, Math.max(0, most - countOf(counting)));
        if (granted === 0) {
          return { granted, freeAt: Math.min(...counting.map((one) => one.freeAt)) };
        }
        const spent = [...mine, { count: granted, freeAt }];
        const doc: WriteLog = {
          lines: [...others, { process, spent }],
          expiresAt: Math.max(...[...counting, { freeAt }].map((one) => one.freeAt)),
        };
        const { outcome } = await store.commit(root, [
          held === null
            ? create(customerWriteLogs, doc)
            : replace(customerWriteLogs, doc, held.version),
        ]);
        if (outcome === 'committed') return { granted, freeAt: null };
      }
      throw new AppError(
        'busy',
        "Too many processes write to this customer's tenant at once. Try again in a few seconds.",
        { retryAfterSeconds: 5 },
      );
    },
  };
}
