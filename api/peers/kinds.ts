import type { TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/time.ts';
import { kind } from '../ports/store.ts';
import type { Link } from './rules/link.ts';
import type { Ticket } from './rules/ticket.ts';

/** A link as kept: with what it is found by. */
export interface KeptLink extends Omit<Link, 'permissions'> {
  readonly training: boolean;
  readonly users: boolean;
  /** The receiver's tenant while the link is open, so that there is one at a time in each direction (PA-5). */
  readonly openTo: TenantId | null;
  readonly sharesCatalogs: boolean;
  /** Since when the receiver's papers are to follow; null where they do. */
  readonly untoldSince: Instant | null;
  /** Minus the instant of the request, so that the newest come first. */
  readonly newest: number;
}

/** What an account shares, in its own root: one document for each link, the only one that decides. */
export const peerLinks = kind<KeptLink>()({
  name: 'peerLink',
  key: ['linkId'],
  fields: {
    linkId: 'guid',
    giver: 'json',
    receiver: 'json',
    phase: 'text',
    seats: 'integer',
    training: 'flag',
    users: 'flag',
    consent: 'flag',
    wanted: 'json?',
    adminId: 'guid',
    catalogs: 'json',
    requestedAt: 'integer',
    decidedAt: 'integer?',
    endedAt: 'integer?',
    endedBy: 'text?',
    askNo: 'integer?',
    grantNo: 'integer?',
    revision: 'integer',
    untold: 'json',
    lastActId: 'text',
    openTo: 'guid?',
    sharesCatalogs: 'flag',
    untoldSince: 'integer?',
    newest: 'integer',
  },
  indexes: {
    byAge: { order: ['newest'] },
    open: { equals: ['openTo'], order: ['newest'], when: 'openTo' },
    asking: { order: ['askNo'], when: 'askNo' },
    giving: { order: ['grantNo'], when: 'grantNo' },
    sharing: { order: ['newest'], when: 'sharesCatalogs' },
    untold: { order: ['untoldSince'], when: 'untoldSince' },
  },
});

/** A link by which an account may receive seats. */
export interface Incoming {
  readonly linkId: string;
  readonly giver: { readonly tenantId: TenantId; readonly buckets: number };
}

/**
 * What an account's links come to: one document in its root, written with every change of a link that moves seats, so that
 * of two changes at the same time one sees the other.
 */
export interface Sharing {
  /** Given on live links. */
  readonly shared: number;
  /** Set aside for open requests. */
  readonly reserved: number;
  /** How many requests and grants there were: gives them their order. */
  readonly counter: number;
}

/** One document for each account that has ever asked a peer. */
export const sharings = kind<Sharing>()({
  name: 'sharing',
  key: [],
  fields: { shared: 'integer', reserved: 'integer', counter: 'integer' },
  indexes: {},
});

/** The links by which an account may receive seats, in the order in which its people fill them. */
export interface Incomings {
  readonly links: readonly Incoming[];
}

/** One document for each account that was ever offered seats, in its root. */
export const incomings = kind<Incomings>()({
  name: 'peerIncomings',
  key: [],
  fields: { links: 'json' },
  indexes: {},
});

/** A receiver's own papers on a link. They say where it is; how it stands, the link says. */
export interface PeerPaper {
  readonly linkId: string;
  readonly giver: { readonly tenantId: TenantId; readonly buckets: number };
  /** The revision of the link that was written down and told here. */
  readonly revision: number;
  readonly newest: number;
}

/** One document for each link on which something was offered, in the receiver's root. */
export const peerPapers = kind<PeerPaper>()({
  name: 'peerPaper',
  key: ['linkId'],
  fields: { linkId: 'guid', giver: 'json', revision: 'integer', newest: 'integer' },
  indexes: { byAge: { order: ['newest'] } },
});

/** The links in notices that open a request once, in the receiver's root. */
export const peerTickets = kind<Ticket>()({
  name: 'peerTicket',
  key: ['ticket'],
  fields: {
    ticket: 'guid',
    linkId: 'guid',
    personId: 'guid',
    usedAt: 'integer?',
    expiresAt: 'integer',
  },
  indexes: {},
  expires: 'expiresAt',
});

/** What a received catalog or course was made after. */
export interface Received {
  /** Of the receiver's catalog, course or training plan. */
  readonly thingId: string;
  /** Of the giver's. */
  readonly originId: string;
  readonly linkId: string;
}

/** One document for each catalog and course that was received, in the receiver's root. */
export const receivedThings = kind<Received>()({
  name: 'receivedThing',
  key: ['thingId'],
  fields: { thingId: 'guid', originId: 'guid', linkId: 'guid' },
  indexes: { byOrigin: { equals: ['linkId', 'originId'], order: ['thingId'] } },
});
