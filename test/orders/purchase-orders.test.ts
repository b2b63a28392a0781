import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import { notices } from '../../api/notifications/kinds.ts';
import {
  askForPurchaseOrder,
  mailPurchaseOrders,
} from '../../api/orders/actions/purchase-orders.ts';
import { purchaseOrders } from '../../api/orders/kinds.ts';
import type { Channel, DeliveryOutcome } from '../../api/ports/channel.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { Crash, crashingStore, type Death } from '../directory/crashing-store.ts';
import { openBench } from '../jobs/bench.ts';
import { openAccount, stopClock } from '../limits/subscribed.ts';
import { fewRuns } from '../store-under-test.ts';
import { CONTACT } from './buying.ts';

const SALES = 'sales@headcount.example';
const WISH = {
  learners: 250,
  plan: 'seats',
  reference: 'PO-1',
  contact: CONTACT,
  note: '',
} as const;

/** A mailbox that answers so, one answer after the other; the last one for ever. */
function mailing(...answers: readonly DeliveryOutcome[]): Channel & { readonly sent: string[] } {
  const sent: string[] = [];
  let tries = 0;
  return {
    ...{ name: 'mail', atOnce: 1, sent },
    async deliver({ subject }, begin) {
      if (!(await begin())) return { outcome: 'called-off' };
      const answer = answers[Math.min(tries++, answers.length - 1)];
      if (answer === undefined) throw new Error('No answer is left.');
      if (answer.outcome === 'delivered') sent.push(subject);
      return answer;
    },
  };
}

/** A request to sales from a process that may die, and looks by other processes until nothing is due. */
async function mailed(death: Death | null, ...answers: readonly DeliveryOutcome[]) {
  const bench = openBench();
  try {
    const stopped = stopClock(bench.world, Date.UTC(2026, 10, 2));
    const { world } = stopped;
    const { tenant } = bench;
    await openAccount(world, tenant);
    const actor = { personId: null, actId: 'the-act' };
    const mail = mailing(...answers);
    const store = crashingStore(world.store, death, () => undefined);
    try {
      const dying = { ...world, store };
      await askForPurchaseOrder(dying, tenant, actor, WISH);
      await mailPurchaseOrders(dying, tenant, mail, SALES);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    const root = rootOf(tenant.tenantId);
    const asked = async () =>
      (await world.store.list(root, purchaseOrders, 'byDue', { limit: 10 })).items.length;
    for (let looks = 0; looks < 10 && (await asked()) > 0; looks++) {
      await mailPurchaseOrders(world, tenant, mail, SALES);
      stopped.now += HOUR_MS + MINUTE_MS;
    }
    const told = await world.store.list(root, notices, 'open', { limit: 10 });
    return {
      sent: mail.sent,
      waits: await asked(),
      told: told.items.map(({ doc }) => doc.notice),
    };
  } finally {
    await bench.close();
  }
}

const unsent = (isKnown: boolean) => ({
  what: 'purchase-order-unsent',
  reference: 'PO-1',
  isKnown,
});

describe('OR-50: a purchase order on its way to sales', () => {
  test('cut off while it is being mailed is not sent again, and the administrators are told', async () => {
    // The fifth commit says that it is being mailed, the sixth that it was.
    const cut = await mailed({ atCommit: 6, when: 'before' }, { outcome: 'delivered' });
    expect(cut).toMatchObject({ waits: 0, told: [unsent(false)] });
    expect(cut.sent).toHaveLength(1);
  });

  test('that was refused for good is told, and so is one of which nobody knows', async () => {
    const refused = { outcome: 'failed', reason: 'refused', retryable: false } as const;
    expect(await mailed(null, { ...refused, retryAfterMs: null })).toMatchObject({
      ...{ sent: [], waits: 0, told: [unsent(true)] },
    });
    expect(await mailed(null, { outcome: 'unknown' })).toMatchObject({
      ...{ sent: [], waits: 0, told: [unsent(false)] },
    });
  });

  test('that could not be sent now is tried again, and nothing is told', async () => {
    const later = { outcome: 'failed', reason: 'throttled', retryable: true } as const;
    expect(
      await mailed(null, { ...later, retryAfterMs: null }, { outcome: 'delivered' }),
    ).toMatchObject({ waits: 0, told: [], sent: [expect.stringContaining('PO-1')] });
  });

  test('from a process that dies at any commit is sent at most once, and either sent or told, and never waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('before' as const, 'after' as const),
        async (atCommit, when) => {
          const { sent, waits, told } = await mailed({ atCommit, when }, { outcome: 'delivered' });
          expect(waits).toBe(0);
          expect(sent.length).toBeLessThanOrEqual(1);
          // Where the request itself was never written down, the one who asked got no answer.
          const isAsked = atCommit > 2 || (atCommit === 2 && when === 'after');
          if (isAsked) expect(sent.length + told.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: fewRuns ? 4 : 16 },
    );
  });
});
