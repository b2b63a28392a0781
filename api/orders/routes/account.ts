import type { z } from 'zod';
import { route, type Route } from '../../http/route.ts';
import { DAY_MS, dayOf, toIso } from '../../kernel/time.ts';
import { accountStanding } from '../../limits/actions/standing.ts';
import { countingAt } from '../../limits/rules/capacity.ts';
import type { World } from '../../ports/world.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { deactivate, previewDeactivation } from '../actions/deactivate.ts';
import { askForPurchaseOrder, salesOf } from '../actions/purchase-orders.ts';
import { reactivate } from '../actions/reactivate.ts';
import { allOrders, readBilling } from '../actions/reading.ts';
import {
  billingShape,
  deactivationBody,
  deactivationQuery,
  deactivationShape,
  purchaseOrderBody,
  purchaseOrderShape,
  reactivationShape,
} from '../contract.ts';
import { REVIVE_DAYS, TRIAL_MS, type Billing } from '../rules/billing.ts';
import { CARD_REGION, orderBounds } from '../rules/limits.ts';
import { isLive } from '../rules/order.ts';
import { tariffOf, TERM_MONTHS } from '../rules/prices.ts';
import { orderAfter } from '../rules/states.ts';
import { deactivationView } from './views.ts';

/** What billing tells that settings say. */
export interface BillingSettings {
  readonly seatsContact: string | null;
  /** The mail address of sales; null: purchase orders cannot be sent. */
  readonly salesContact: string | null;
}

/** What follows a deactivation, as long as the account is on that way: a new order, a key or seats of a peer end it. */
const chainView = ({ state, reason }: Account, { chain }: Billing) =>
  chain === null || state === 'Inactive' || reason !== 'deactivated'
    ? null
    : {
        accessUntil: toIso(chain.accessUntil),
        trialUntil: toIso(chain.accessUntil + TRIAL_MS),
        remindersOn: REVIVE_DAYS.map((day) => dayOf(chain.accessUntil + day * DAY_MS)),
      };

async function billingView(
  world: World,
  account: Account,
  { seatsContact, salesContact }: BillingSettings,
): Promise<z.infer<typeof billingShape>> {
  const standing = await accountStanding(world, account);
  const { billing } = await readBilling(world, account);
  const held = await allOrders(world, account);
  const { min, max } = orderBounds(billing.hasOrdered);
  const { capacity, used, sources } = standing;
  const keys = countingAt(sources, world.clock.now()).filter(({ order }) => order === undefined);
  const hasLive = held.some(({ doc }) => isLive(doc));
  const waits = held.some(({ doc }) => orderAfter(doc.state, 'reactivated') !== null);
  const refusal =
    world.payments === undefined
      ? 'not-configured'
      : account.region !== CARD_REGION
        ? 'region'
        : standing.plan === 'mau'
          ? 'plan'
          : null;
  const isUnderWay = account.state === 'Activation required';
  return {
    registrations: {
      available: capacity,
      registered: used,
      remaining: capacity === null ? null : Math.max(0, capacity - used),
    },
    cardOrders: {
      allowed: refusal === null,
      reason: refusal,
      ...{ seatsMin: min, seatsMax: max, region: account.region },
    },
    unitPrice: tariffOf(CARD_REGION).price,
    termMonths: TERM_MONTHS,
    deactivation: {
      allowed: account.state === 'Active' && hasLive,
      reason: isUnderWay
        ? 'under-way'
        : hasLive
          ? null
          : keys.length > 0
            ? 'keys-only'
            : 'nothing-to-deactivate',
      confirmBy: account.subdomain,
    },
    reactivation: {
      allowed: isUnderWay && (waits || keys.length > 0),
      until: isUnderWay && billing.chain !== null ? toIso(billing.chain.accessUntil) : null,
    },
    chain: chainView(account, billing),
    purchaseOrders: { available: salesContact !== null, email: salesContact },
    invoices: {
      provider: world.payments?.name ?? '',
      contacts: [...(world.payments?.contacts ?? [])],
    },
    seatsContact,
  };
}

/** Billing as a whole: what the page shows, the end of the account and its way back, purchase orders. */
export const billingRoutes = (settings: BillingSettings): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/billing',
    summary:
      'Registrations, what may be ordered, deactivated and reactivated, and whom to ask about invoices',
    access: 'admins',
    answers: { 200: billingShape },
    act: async ({ world, caller }) => {
      const { account } = await readBilling(world, caller.tenant);
      return { status: 200, body: await billingView(world, account.doc, settings) };
    },
  }),
  route({
    method: 'post',
    path: '/api/account/deactivation',
    summary: 'Deactivate the account with the end of what is paid; a preview unless preview=false',
    access: 'admins',
    query: deactivationQuery,
    body: deactivationBody,
    idempotent: true,
    answers: { 200: deactivationShape },
    act: async ({ world, caller: { tenant }, actor, query, body }) => {
      const preview = query.preview === 'true';
      const done = preview
        ? await previewDeactivation(world, tenant, settings.seatsContact)
        : await deactivate(world, tenant, actor, body.confirmation, settings.seatsContact);
      return { status: 200, body: deactivationView(done, preview, world.clock.now()) };
    },
  }),
  route({
    method: 'post',
    path: '/api/account/reactivation',
    summary: 'Take a deactivation back while orders wait for their end',
    access: 'admins',
    idempotent: true,
    answers: { 200: reactivationShape },
    act: async ({ world, caller, actor }) => {
      const { accountState, orders } = await reactivate(world, caller.tenant, actor);
      const items = orders.map(({ orderId, state }) => ({ id: orderId, state }));
      return { status: 200, body: { accountState, orders: items } };
    },
  }),
  route({
    method: 'post',
    path: '/api/purchase-orders',
    summary: 'Ask sales for an activation key by purchase order',
    access: 'admins',
    body: purchaseOrderBody,
    idempotent: true,
    answers: { 202: purchaseOrderShape },
    act: async ({ world, caller, actor, body }) => {
      const sentTo = salesOf(settings.salesContact);
      const asked = await askForPurchaseOrder(world, caller.tenant, actor, body);
      const { purchaseOrderId: id, reference, learners, state } = asked;
      const shown = state === 'sending' ? 'waiting' : state;
      return { status: 202, body: { id, reference, learners, sentTo, state: shown } };
    },
  }),
];
