import type { z } from 'zod';
import type { RelationshipStatus } from '../../kernel/customers.ts';
import { toIsoOrNull, type Instant } from '../../kernel/time.ts';
import { whyShut, type Standing } from '../actions/standing.ts';
import type {
  customerDetailShape,
  customerShape,
  relationshipState,
} from '../contract/customers.ts';
import { endOf, endsSoon, stateOf, STATUSES } from '../rules/relationships.ts';
import { CUSTOMER_ACTS, mayDo, roleNameOf, rolesFor, type CustomerAct } from '../rules/roles.ts';

/** A state of the wire as Microsoft Graph calls it. */
export const statusOf = (state: z.infer<typeof relationshipState>): RelationshipStatus =>
  STATUSES[state];

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
    state: stateOf(status),
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
    state: stateOf(relationship.status),
    endsAt: toIsoOrNull(relationship.endsAt),
    autoExtends: relationship.autoExtends,
    roles: rolesView(relationship.roleIds),
  })),
  needs: ofActs((act) => rolesFor(act).map(roleNameOf)),
});
