import type { RelationshipStatus } from '../../kernel/customers.ts';
import type { GroupId, TenantId } from '../../kernel/ids.ts';
import { DAY_MS, type Instant } from '../../kernel/time.ts';

const STATES = {
  created: 'created',
  approvalPending: 'approval-pending',
  approved: 'approved',
  activating: 'activating',
  active: 'active',
  expiring: 'expiring',
  expired: 'expired',
  terminationRequested: 'termination-requested',
  terminating: 'terminating',
  terminated: 'terminated',
} as const satisfies Record<RelationshipStatus, string>;

/** How a relationship stands, in Headcount's words. */
export type RelationshipState = (typeof STATES)[RelationshipStatus];

/** How a relationship stands, in Headcount's words. */
export const stateOf = (status: RelationshipStatus): RelationshipState => STATES[status];

/** What Microsoft Graph calls each state. */
export const STATUSES = Object.fromEntries(
  Object.entries(STATES).map(([status, state]) => [state, status]),
) as Readonly<Record<RelationshipState, RelationshipStatus>>;

/** What a relationship gives to the members of one group of the partner. */
export interface Assignment {
  readonly groupId: GroupId;
  readonly active: boolean;
  readonly roleIds: readonly string[];
}

/** A delegated admin relationship of the partner with one customer. */
export interface Relationship {
  readonly relationshipId: string;
  readonly displayName: string;
  readonly customerId: TenantId;
  readonly customerName: string;
  readonly status: RelationshipStatus;
  readonly endsAt: Instant | null;
  readonly autoExtends: boolean;
  /** What the customer agreed to. */
  readonly roleIds: readonly string[];
  readonly assignments: readonly Assignment[];
}

/** From what counts most to what counts least: of several relationships the first says how it stands with the customer. */
const RANKS: readonly RelationshipStatus[] = [
  'active',
  'expiring',
  'terminationRequested',
  'activating',
  'approved',
  'approvalPending',
  'created',
  'terminating',
  'terminated',
  'expired',
];

const USABLE: ReadonlySet<RelationshipStatus> = new Set([
  'active',
  'expiring',
  'terminationRequested',
]);

/** Whether an agent can work by a relationship that stands so. */
export const isUsable = ({ status }: Pick<Relationship, 'status'>): boolean => USABLE.has(status);

/** The relationship that says how it stands with the customer; null where there is none. */
export function bestOf(relationships: readonly Relationship[]): Relationship | null {
  const [best = null] = relationships.toSorted(
    (one, other) =>
      RANKS.indexOf(one.status) - RANKS.indexOf(other.status) ||
      (other.endsAt ?? 0) - (one.endsAt ?? 0),
  );
  return best;
}

/**
 * The roles that members of these groups have: the union over active assignments of usable relationships, within what
 * the customer agreed to.
 */
export function rolesOfAgent(
  relationships: readonly Relationship[],
  groupIds: ReadonlySet<GroupId>,
): Set<string> {
  const granted = relationships
    .filter(isUsable)
    .flatMap(({ assignments, roleIds: agreed }) =>
      assignments
        .filter(({ active, groupId }) => active && groupIds.has(groupId))
        .flatMap(({ roleIds }) => roleIds.filter((roleId) => agreed.includes(roleId))),
    );
  return new Set(granted);
}

/** So long before its end a relationship that does not extend itself is pointed out. */
const ENDS_SOON_MS = 30 * DAY_MS;

/** When the work at the customer ends, of the usable relationships the last; null where none has an end, or none is usable. */
export function endOf(relationships: readonly Relationship[]): Instant | null {
  const ends = relationships.filter(isUsable).map(({ endsAt }) => endsAt);
  return ends.length === 0 || ends.includes(null) ? null : Math.max(...ends.map((at) => at ?? 0));
}

/** Whether all usable relationships end within 30 days, and none extends itself. */
export function endsSoon(relationships: readonly Relationship[], now: Instant): boolean {
  const endsAt = endOf(relationships);
  return (
    endsAt !== null &&
    endsAt - now <= ENDS_SOON_MS &&
    !relationships.some((one) => isUsable(one) && one.autoExtends)
  );
}

/** What a state that cannot be used is, and what helps. */
const REASONS: Readonly<Record<RelationshipStatus, string>> = {
  created:
    'The relationship with this customer is only drafted. Finalise it in Partner Center and send the customer the invitation.',
  approvalPending:
    'The customer has not approved the relationship yet. Ask a Global Administrator there to open the invitation and approve it.',
  approved:
    'The customer has approved the relationship and Microsoft is setting it up. Try again in some minutes.',
  activating: 'The relationship is being set up by Microsoft. Try again in some minutes.',
  active: 'The relationship is active.',
  expiring: 'The relationship is about to end.',
  terminationRequested: 'The end of the relationship was asked for.',
  terminating: 'The relationship is being ended. Ask the customer for a new one in Partner Center.',
  terminated: 'The relationship was ended. Ask the customer for a new one in Partner Center.',
  expired: 'The relationship has expired. Ask the customer for a new one in Partner Center.',
};

/** Why nobody can work at the customer by these relationships, and what helps; null where somebody can. */
export function whyNotUsable(relationships: readonly Relationship[]): string | null {
  const best = bestOf(relationships);
  if (best === null) return REASONS.terminated;
  return isUsable(best) ? null : REASONS[best.status];
}

/** What helps an agent who has no role at a customer whose relationship can be used. */
export const NO_ROLE =
  'No group of yours is given a role at this customer. Ask an administrator of your organisation to assign one of your security groups to the relationship in Partner Center.';
