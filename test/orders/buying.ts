import { setTimeout as wait } from 'node:timers/promises';
import { dues } from '../../api/due/kinds.ts';
import { duePartitionOf } from '../../api/ports/partitions.ts';
import { cardIn, type Card } from '../../local/fastspring/cards.ts';
import type { Api, Reply, TestWorld } from '../world.ts';

/** Who buys. */
export const CONTACT = {
  firstName: 'Olivia',
  lastName: 'Novák',
  email: 'olivia@contoso.example',
  company: 'Contoso Ltd',
  telephone: null,
};

/** Cards of the stand-in. */
export const GOOD = '4242 4242 4242 4242';
export const DECLINED = '4000 0000 0000 0002';
export const EXPIRING = '4000 0000 0000 0069';

/** A card as somebody types it. */
export function card(digits: string): Card {
  const made = cardIn(digits, '12/31');
  if (typeof made === 'string') throw new Error(made);
  return made;
}

/** An order as the API shows it, as far as tests look. */
export interface ShownOrder {
  readonly id: string;
  readonly state: string;
  readonly seats: number;
  readonly paidThroughOn: string;
  readonly nextChargeOn: string | null;
  readonly givesSeats: boolean;
  readonly problem: { readonly reason: string; readonly seatsEndAt: string } | null;
  readonly termination: {
    readonly monthsLeft: number;
    readonly fee: { readonly amountMinor: number };
    readonly feeState: string;
  } | null;
  readonly payments: readonly {
    readonly kind: string;
    readonly net: { readonly amountMinor: number };
    readonly total: { readonly amountMinor: number };
    readonly eventId: string | null;
    readonly invoiceUrl: string | null;
    readonly gave: {
      readonly seats: number;
      readonly from: string;
      readonly through: string;
    } | null;
  }[];
}

/** A checkout as the API shows it. */
export interface ShownCheckout {
  readonly id: string;
  readonly state: string;
  readonly checkoutUrl: string | null;
}

/** Places a card order; nothing is paid by that. */
export const place = (
  api: Api,
  seats: unknown,
  more: Readonly<Record<string, unknown>> = {},
  key?: string,
): Promise<
  Reply<ShownCheckout & { code?: string; errors?: { path: string; message: string }[] }>
> =>
  api.post(
    '/api/orders',
    { seats, country: 'US', contact: CONTACT, ...more },
    key === undefined ? {} : { key },
  );

/** Fills in the form of a page of the provider, as a browser sends it; gives the status. */
export async function fillIn(url: string, number: string): Promise<number> {
  const body = new URLSearchParams({ number, expires: '12/30', code: '123' });
  const answer = await fetch(url, { method: 'POST', body });
  await answer.text();
  return answer.status;
}

/** Waits until every webhook was delivered and all that is due of orders was done. */
export async function settled(world: TestWorld): Promise<void> {
  await world.cloud.fastSpring.webhooks.settled();
  const { store, clock } = world.world();
  const { tenantId } = world.tenant;
  for (let tries = 0; tries < 1_000; tries++) {
    let waits = false;
    for (const work of ['orders', 'limits', 'notices']) {
      const held = await store.read(duePartitionOf(tenantId), dues, { work, tenantId });
      waits ||=
        held !== null && (held.doc.dueAt <= clock.now() || held.doc.leaseUntil > Date.now());
    }
    if (!waits) {
      await world.cloud.fastSpring.webhooks.settled();
      return;
    }
    await wait(5);
  }
  throw new Error('What is due of orders is not done.');
}

/** Buys seats by card and waits until that is taken. */
export async function buy(
  world: TestWorld,
  seats: number,
  card = GOOD,
  country = 'US',
): Promise<string> {
  const { status, body } = await place(world.api('owner'), seats, { country });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const paid = await fillIn(body.checkoutUrl ?? '', card);
  if (paid !== 200) throw new Error(`The page answered ${paid}.`);
  await settled(world);
  return body.id;
}

/** Moves the clock in steps, so that what falls due on the way is done on the way. */
export async function pass(world: TestWorld, duration: string, times = 1): Promise<void> {
  for (let step = 0; step < times; step++) {
    await world.advance(duration);
    await settled(world);
  }
}

export const orderOf = async (world: TestWorld, id: string): Promise<ShownOrder> =>
  (await world.api('owner').get<ShownOrder>(`/api/orders/${id}`)).body;

/** State, reason, capacity and purchased seats of the account. */
export async function standing(world: TestWorld) {
  const { body } = await world.api('owner').get<{
    account: { state: string; reason: string | null };
    seats: { capacity: number | null; purchased: number };
  }>('/api/subscription');
  const { state, reason } = body.account;
  return { state, reason, capacity: body.seats.capacity };
}
