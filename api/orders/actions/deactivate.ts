import { tell } from '../../audit/actions.ts';
import { AppError, invalid } from '../../kernel/errors.ts';
import { totals, type Money } from '../../kernel/money.ts';
import { DAY_MS, dayOf, type Day, type Instant } from '../../kernel/time.ts';
import { countingAt } from '../../limits/rules/capacity.ts';
import { replace, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { sourcesOf } from '../../subscriptions/actions/sources.ts';
import type { AccountState } from '../../subscriptions/rules.ts';
import { orders } from '../kinds.ts';
import { REVIVE_DAYS, TRIAL_MS, withSource } from '../rules/billing.ts';
import { isLive, terminationOf, type Order, type TerminationTerms } from '../rules/order.ts';
import { orderAfter } from '../rules/states.ts';
import { askAllBought } from './asking.ts';
import { allOrders, readBilling } from './reading.ts';
import { commitBilling } from './writing.ts';

/** What a deactivation will do, or did (B-1, B-6). */
export interface Deactivation {
  readonly accountState: AccountState;
  readonly accessUntil: Instant;
  readonly trialUntil: Instant;
  readonly remindersOn: readonly Day[];
  readonly orders: readonly { readonly order: Order; readonly terms: TerminationTerms }[];
  readonly fees: readonly Money[];
}

interface Plan extends Deactivation {
  readonly live: readonly Held<Order>[];
}

async function planOf(
  world: World,
  tenant: Tenant,
  accountState: AccountState,
  seatsContact: string | null,
): Promise<Plan> {
  const now = world.clock.now();
  const held = await allOrders(world, tenant);
  const live = held.filter(({ doc }) => isLive(doc));
  const sources = await sourcesOf(world, tenant);
  const keys = countingAt(sources, now).filter(({ order }) => order === undefined);
  if (live.length === 0 && keys.length > 0) {
    const who = seatsContact ?? 'the supplier of your subscription';
    throw new AppError(
      'keys-only',
      `This account has activation keys only, which end by themselves and cost nothing more. To end it earlier, contact ${who}.`,
      { seatsContact },
    );
  }
  if (accountState !== 'Active' || live.length === 0)
    throw new AppError(
      'nothing-to-deactivate',
      `The account is in the state ${accountState} and has no running order, so there is nothing to deactivate. Look at GET /api/orders.`,
    );
  const paid = held.map(({ doc }) => doc.paidThroughAt);
  const accessUntil = Math.max(now, ...paid, ...keys.map(({ endsAt }) => endsAt));
  const ending = live.map(({ doc: order }) => ({ order, terms: terminationOf(order) }));
  return {
    ...{ accountState, accessUntil, trialUntil: accessUntil + TRIAL_MS, live },
    remindersOn: REVIVE_DAYS.map((day) => dayOf(accessUntil + day * DAY_MS)),
    orders: ending,
    fees: totals(ending.map(({ terms }) => terms.fee)),
  };
}

/** What a deactivation would do now. @throws AppError `keys-only`, `nothing-to-deactivate` */
export async function previewDeactivation(
  world: World,
  tenant: Tenant,
  seatsContact: string | null,
): Promise<Deactivation> {
  await askAllBought(world, tenant);
  const { account } = await readBilling(world, tenant);
  return planOf(world, tenant, account.doc.state, seatsContact);
}

/** The order once it is to end with what is paid. */
const ended = (order: Order, terms: TerminationTerms, askedAt: Instant): Order => ({
  ...order,
  state: orderAfter(order.state, 'deactivated') ?? order.state,
  problem: null,
  termination: {
    askedAt,
    effectiveAt: terms.effectiveAt,
    monthsLeft: terms.monthsLeft,
    fee: terms.fee,
    feeState: terms.fee.amountMinor === 0 ? 'none' : 'due',
  },
  wish: 'cancel',
});

/**
 * Deactivates the account (OR-40): all its orders end with what is paid, nothing is charged from then on but the fee, and
 * the chain of B-1 begins. What is to be asked of the provider is committed with it and asked until it is done.
 * @param confirmation the account's name, as it was typed
 * @throws AppError `invalid-input`, `keys-only`, `nothing-to-deactivate`
 */
export async function deactivate(
  world: World,
  tenant: Tenant,
  actor: Actor,
  confirmation: string | undefined,
  seatsContact: string | null,
): Promise<Deactivation> {
  await askAllBought(world, tenant);
  for (;;) {
    const read = await readBilling(world, tenant);
    const { state, subdomain } = read.account.doc;
    const plan = await planOf(world, tenant, state, seatsContact);
    if (confirmation !== subdomain)
      throw invalid(
        '/confirmation',
        'not-confirmed',
        `Must be the account's name, ${subdomain}, to confirm that it is to be deactivated.`,
      );
    const at = world.clock.now();
    const { accessUntil, trialUntil } = plan;
    let { billing } = read;
    const writes = plan.orders.map(({ order, terms }, nth) => {
      const after = ended(order, terms, at);
      billing = withSource(billing, after);
      return replace(orders, after, (plan.live[nth] as Held<Order>).version);
    });
    const chain = { askedAt: at, accessUntil, reminded: [] };
    const { outcome } = await commitBilling(world, tenant, {
      read,
      billing: { ...billing, chain },
      writes: [
        ...writes,
        tell(actor, at, 'account-deactivated', { accessUntil, trialUntil, fees: plan.fees }),
      ],
      fact: 'deactivated',
      notices: [{ what: 'account-deactivated', accessUntil, inactiveFrom: trialUntil }],
      ...{ at, actor, asks: true },
    });
    if (outcome === 'committed') {
      const { account } = await readBilling(world, tenant);
      return { ...plan, accountState: account.doc.state };
    }
  }
}
