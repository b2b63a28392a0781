import { tell } from '../../audit/actions.ts';
import { newId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import { replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import type { AccountFact } from '../../subscriptions/rules/account-states.ts';
import { orders } from '../kinds.ts';
import { nextStep, TRIAL_MS, type Billing, type Step } from '../rules/billing.ts';
import { givesUntil, type Order } from '../rules/order.ts';
import { allOrders, readBilling } from './reading.ts';
import { commitBilling } from './writing.ts';

/** What a step comes to. */
interface Taken {
  readonly billing: Billing;
  readonly fact: AccountFact | null;
  readonly notices: readonly Notice[];
  readonly writes: readonly AnyWrite[];
}

function remind(step: Step & { what: 'payment-reminder' }, held: readonly Held<Order>[]) {
  const found = held.find(({ doc }) => doc.orderId === step.orderId);
  if (found === undefined) return { notices: [], writes: [] };
  const { doc, version } = found;
  const { orderId, seats, reminded } = doc;
  const { day, at } = step;
  const seatsEndAt = givesUntil(doc) ?? at;
  return {
    notices: [{ what: 'payment-reminder', orderId, seats, day, seatsEndAt } as const],
    writes: [replace(orders, { ...doc, reminded: [...reminded, at] }, version)],
  };
}

function take(step: Step, billing: Billing, held: readonly Held<Order>[]): Taken {
  const { chain } = billing;
  const same: Taken = { billing, fact: null, notices: [], writes: [] };
  switch (step.what) {
    case 'payment-reminder':
      return { ...same, ...remind(step, held) };
    case 'unpaid-reminder': {
      const { since, day } = step;
      const before = billing.unpaid?.since === since ? billing.unpaid.reminded : [];
      return {
        ...same,
        billing: { ...billing, unpaid: { since, reminded: [...before, day] } },
        notices: [{ what: 'unpaid-reminder', day, since }],
      };
    }
    case 'paid-through-reached':
      return { ...same, fact: step.what };
    case 'revive-reminder': {
      if (chain === null) return same;
      const { day } = step;
      const inactiveFrom = chain.accessUntil + TRIAL_MS;
      return {
        ...same,
        billing: { ...billing, chain: { ...chain, reminded: [...chain.reminded, day] } },
        notices: [{ what: 'revive-reminder', day, inactiveFrom }],
      };
    }
    case 'trial-over':
      return {
        ...same,
        billing: { ...billing, chain: null },
        fact: step.what,
        notices: [{ what: 'account-inactive', reason: 'deactivated' }],
      };
  }
}

/**
 * Takes every step that has fallen due by the clock, each as of its own instant and in order: a clock that jumps loses
 * nothing and tells nothing twice (B-1, B-7).
 * @returns when the next one is due; null where nothing waits
 */
export async function takeSteps(world: World, tenant: Tenant): Promise<Instant | null> {
  for (;;) {
    const read = await readBilling(world, tenant);
    const held = await allOrders(world, tenant);
    const docs = held.map(({ doc }) => doc);
    const step = nextStep(read.account.doc, read.billing, docs);
    if (step === null || step.at > world.clock.now()) return step?.at ?? null;
    const { billing, fact, notices, writes } = take(step, read.billing, held);
    const actor = { personId: null, actId: newId() };
    await commitBilling(world, tenant, {
      ...{ read, billing, fact, notices, actor, at: step.at },
      writes: [...writes, tell(actor, step.at, step.what, 'day' in step ? { day: step.day } : {})],
    });
  }
}
