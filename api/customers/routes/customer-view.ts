import type { z } from 'zod';
import { toIsoOrNull, type Instant } from '../../kernel/time.ts';
import { whyShut, type Standing } from '../actions/standing.ts';
import type {
  customerDetailShape,
  customerShape,
  relationshipState,
} from '../contract/customers.ts';
import { endOf, endsSoon, type RelationshipStatus } from '../rules/relationships.ts';
import { CUSTOMER_ACTS, mayDo, roleNameOf, rolesFor, type CustomerAct } from '../rules/roles.ts';

type State = z.infer<typeof relationshipState>;

const STATES: Readonly<Record<RelationshipStatus, State>> = {
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
};

const STATUSES = Object.fromEntries(
  Object.entries(STATES).map(([status, state]) => [state, status]),
) as Readonly<Record<State, RelationshipStatus>>;

/** A state of the wire as Microsoft Graph calls it. */
export const statusOf = (state: State): RelationshipStatus => STATUSES[state];

const ofActs = <T>(of: (act: CustomerAct) => T): Record<CustomerAct, T> =>
  Object.fromEntries(CUSTOMER_ACTS.map((act) => [act, of(act)])) as Record<CustomerAct, T>;

const rolesView = (roleIds: Iterable<string>): { id: string; name: string }[] =>
  [...roleIds]
    .map((id) => ({ id, name: roleNameOf(id) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

/** A customer with what the agent has there, as the wire shows it. */
export function customerView(standing: Standing, now: Instant): z.infer<typeof customerShape> {
  const { customer, roleIds } = standing;
  const { customerId, displayName, relationships, status } = customer;
  const shut = whyShut(standing);
  return {
    ...{ id: customerId, displayName },
    state: STATES[status],
    usable: shut === null,
    reason: shut === null ? null : { code: shut.code, detail: shut.message },
    endsAt: toIsoOrNull(endOf(relationships)),
    endsSoon: endsSoon(relationships, now),
    autoExtends: relationships.some(({ autoExtends }) => autoExtends),
    roles: rolesView(roleIds),
    may: ofActs((act) => mayDo(act, roleIds)),
  };
}

/** One customer in full, as the wire shows it. */
export const customerDetailView = (
  standing: Standing,
  now: Instant,
): z.infer<typeof customerDetailShape> => ({
  ...customerView(standing, now),
  relationships: standing.customer.relationships.map((relationship) => ({
    id: relationship.relationshipId,
    displayName: relationship.displayName,
    state: STATES[relationship.status],
    endsAt: toIsoOrNull(relationship.endsAt),
    autoExtends: relationship.autoExtends,
    roles: rolesView(relationship.roleIds),
  })),
  needs: ofActs((act) => rolesFor(act).map(roleNameOf)),
});
