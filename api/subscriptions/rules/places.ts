import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/** What an account buys: seats, or monthly active users. It has one of the two at a time. */
export type Plan = 'seats' | 'mau';

/** A subscription's id: a GUID, the same for ever for the same activation key. */
export type SubscriptionId = string;

/** What a key says that its subscription gives, and for how long (B-10). */
export interface Offer {
  readonly plan: Plan;
  /** How many seats, or how many monthly active users of a period. */
  readonly seats: number;
  /** The length of the term, in calendar months. */
  readonly months: number;
}

/** When a subscription gives it. */
export interface Term {
  readonly startsAt: Instant;
  /** The first instant after the term. */
  readonly endsAt: Instant;
}

/** A tenant on which a subscription was active, and whose papers do not say yet that it has left. */
export interface Stay {
  readonly tenantId: TenantId;
  readonly buckets: number;
  readonly epoch: number;
  readonly leftAt: Instant;
}

/** What every place has, from the issue of the subscription's key on. */
interface PlaceFacts extends Offer {
  readonly subscriptionId: SubscriptionId;
  /** Until when its key can activate it for the first time. */
  readonly lapsesAt: Instant;
  /** Since when its key neither activates nor moves it; null: it does. */
  readonly revokedAt: Instant | null;
  /** The tenants that it has left and that are still to be told, the earliest first. */
  readonly left: readonly Stay[];
}

/** A subscription that was never activated. */
export interface VacantPlace extends PlaceFacts {
  readonly tenantId: null;
  readonly buckets: 0;
  readonly epoch: 0;
  readonly since: null;
  readonly startsAt: null;
  readonly endsAt: null;
}

/** A subscription that is active on a tenant. */
export interface TakenPlace extends PlaceFacts, Term {
  readonly tenantId: TenantId;
  /** Over how many buckets that tenant's people are spread. */
  readonly buckets: number;
  /** 1 at the first activation, one more with every move. */
  readonly epoch: number;
  /** When it came to this tenant. */
  readonly since: Instant;
}

/** Where a subscription is active. Whatever speaks of a subscription reads this; nothing else decides it (G-6). */
export type Place = VacantPlace | TakenPlace;

/** Whom to speak with about a subscription (L-33). */
export interface Contact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly telephone: string;
}

/** An activation that was begun: it is true as soon as the place says so. */
export interface Wish {
  readonly organisation: string;
  readonly contact: Contact;
  /** Who wishes it, and by which act. */
  readonly personId: PersonId | null;
  readonly actId: string;
  /** On the system's clock: whoever began it must have ended long after that, or stopped half way. */
  readonly begunAt: number;
}

/** A tenant's own papers on a subscription. They follow the place; whether it is active here is never read off them. */
export interface TenantSubscription extends Offer, Term {
  readonly subscriptionId: SubscriptionId;
  /** The epoch that these papers speak of; 0 as long as it never was active here. */
  readonly epoch: number;
  /** When it was last activated here. */
  readonly activatedAt: Instant;
  readonly activatedBy: PersonId | null;
  readonly organisation: string;
  readonly contact: Contact;
  /** An activation under way; null where there is none. */
  readonly wish: Wish | null;
  /** When it moved to another tenant; null while it is here. */
  readonly endedHereAt: Instant | null;
}

/** A subscription that is active on a tenant: what gives it capacity. Its end may have passed (G-4). */
export interface Source {
  readonly subscriptionId: SubscriptionId;
  readonly plan: Plan;
  readonly seats: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /**
   * Of what an order gives: until when, null where no end is known, and whether it is that because it was not paid. Its term
   * renews by itself. Left out for what a key gives.
   */
  readonly order?: { readonly until: Instant | null; readonly unpaid: boolean };
}
