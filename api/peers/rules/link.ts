import type { CatalogId, PersonId, TenantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';

/** The work that brings both sides of links in line, as due work names it. */
export const PEERS = 'peers';

/** What the account that asks may see of the other one (PA-8, PA-9). */
export interface Permissions {
  /** Enrolment reports and shared-catalog reports, on catalogs shared on the link (P-10). */
  readonly training: boolean;
  /** The user report of the whole account, while the other one consents (P-3). */
  readonly users: boolean;
}

/** How a link stands as people are told; all but the first two are ends. */
export type LinkState = 'pending' | 'accepted' | 'rejected' | 'withdrawn' | 'deleted';

/** The same, and whether a change of a live link waits to be decided (P-8). */
export type Phase = LinkState | 'changing';

/**
 * What can happen to a link. `ask`: more is asked for on a live one; `release`: its request is taken back because the
 * giver cannot cover it any more; `lower`: it gives less, and goes on.
 */
export type LinkAct = 'ask' | 'accept' | 'reject' | 'withdraw' | 'release' | 'lower' | 'delete';

const TABLE: Readonly<Record<Phase, Readonly<Partial<Record<LinkAct, Phase>>>>> = {
  pending: {
    accept: 'accepted',
    reject: 'rejected',
    withdraw: 'withdrawn',
    release: 'withdrawn',
    delete: 'deleted',
  },
  accepted: { ask: 'changing', lower: 'accepted', delete: 'deleted' },
  changing: {
    accept: 'accepted',
    reject: 'accepted',
    withdraw: 'accepted',
    release: 'accepted',
    lower: 'changing',
    delete: 'deleted',
  },
  rejected: {},
  withdrawn: {},
  deleted: {},
};

/** Where an act takes a link; null where it cannot be done to one that stands so. This table is the only place that says so. */
export const phaseAfter = (phase: Phase, act: LinkAct): Phase | null => TABLE[phase][act] ?? null;

/** Whether a link can still be acted upon. */
export const isOpen = ({ phase }: Pick<Link, 'phase'>): boolean =>
  phase === 'pending' || isLive({ phase });

/** Whether a link gives what was accepted on it. */
export const isLive = ({ phase }: Pick<Link, 'phase'>): boolean =>
  phase === 'accepted' || phase === 'changing';

/** How a link stands as people are told: one that is being changed is accepted. */
export const stateOf = ({ phase }: Pick<Link, 'phase'>): LinkState =>
  phase === 'changing' ? 'accepted' : phase;

/** An account at one end of a link. */
export interface Party {
  readonly tenantId: TenantId;
  readonly buckets: number;
  readonly subdomain: string;
}

/** What waits to be decided on a link. */
export interface Wanted {
  /** Shared in all on the link once it is accepted. */
  readonly seats: number;
  readonly permissions: Permissions;
  /** The administrator who decides, alone (P-4). */
  readonly adminId: PersonId;
  readonly adminEmail: string;
  readonly requestedAt: Instant;
  /** That person is no administrator any more, and the requester was told. */
  readonly adminLost: boolean;
}

/** Who did something to a link: a person of one of its sides, or the service. */
export interface Doer {
  readonly side: 'giver' | 'receiver' | 'service';
  readonly personId: PersonId | null;
  readonly actId: string;
}

/** Everything that can happen to a link, as the audits of both sides name it. */
export type HappeningKind =
  | 'peer-requested'
  | 'peer-change-requested'
  | 'peer-accepted'
  | 'peer-rejected'
  | 'peer-withdrawn'
  | 'peer-released'
  | 'peer-lowered'
  | 'peer-deleted'
  | 'peer-consent-given'
  | 'peer-consent-withdrawn'
  | 'peer-catalog-shared'
  | 'peer-catalog-unshared'
  | 'peer-admin-lost'
  | 'peer-report-read';

/** Something that happened to a link and that the receiver's papers do not say yet. */
export interface Happening {
  /** The revision of the link by which it did. */
  readonly revision: number;
  readonly what: HappeningKind;
  readonly doer: Doer;
  readonly at: Instant;
  /** Whether seats moved, so that both sides' limits are to be judged. */
  readonly moves: boolean;
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** A catalog of the giver that is shared on a link. */
export interface SharedCatalog {
  readonly catalogId: CatalogId;
  readonly sharedAt: Instant;
}

/**
 * One account shares with another: the one document that decides, in the giver's root. Whatever speaks of seats shared and
 * received reads it; the receiver's papers only follow.
 */
export interface Link {
  readonly linkId: string;
  readonly giver: Party;
  readonly receiver: Party;
  readonly phase: Phase;
  /** Given now; 0 unless it is live. */
  readonly seats: number;
  readonly permissions: Permissions;
  /** The receiver lets the user report be seen. */
  readonly consent: boolean;
  readonly wanted: Wanted | null;
  /** The administrator who last decided or is to decide. */
  readonly adminId: PersonId;
  readonly catalogs: readonly SharedCatalog[];
  readonly requestedAt: Instant;
  readonly decidedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBy: 'giver' | 'receiver' | 'not-covered' | null;
  /** In which order the giver's requests were made: the newest is released first (P-6). Null where none is open. */
  readonly askNo: number | null;
  /** In which order links began to give seats: the newest is lowered first (P-6). Null where it gives none. */
  readonly grantNo: number | null;
  /** Grows with whatever the receiver's papers must follow. */
  readonly revision: number;
  /** What they do not say yet, the earliest first. */
  readonly untold: readonly Happening[];
  /** The act that changed it last: a repeat of it changes nothing. */
  readonly lastActId: string;
}

/** What a link sets aside for its open request. */
export const reservedOn = ({ wanted, seats }: Pick<Link, 'wanted' | 'seats'>): number =>
  wanted === null ? 0 : Math.max(0, wanted.seats - seats);

/** What somebody asks of another account. */
export interface Asked {
  readonly seats: number;
  readonly permissions: Permissions;
}

/** What asking comes to on a link that is live (P-8): what acts at once, and what is to be decided. */
export interface Difference {
  /** Less than now: seats and permissions as they are at once; null where nothing is taken back. */
  readonly lowered: { readonly seats: number; readonly permissions: Permissions } | null;
  /** More than that; null where nothing more is asked for. */
  readonly asked: Asked | null;
}

/** How what is asked differs from what a live link gives (P-8). */
export function differenceOf(
  { seats, permissions }: Pick<Link, 'seats' | 'permissions'>,
  asked: Asked,
): Difference {
  const now: Asked = {
    seats: Math.min(seats, asked.seats),
    permissions: {
      training: permissions.training && asked.permissions.training,
      users: permissions.users && asked.permissions.users,
    },
  };
  const isSame = (one: Asked, other: Asked): boolean =>
    one.seats === other.seats &&
    one.permissions.training === other.permissions.training &&
    one.permissions.users === other.permissions.users;
  return {
    lowered: isSame(now, { seats, permissions }) ? null : now,
    asked: isSame(now, asked) ? null : asked,
  };
}
