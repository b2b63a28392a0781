import type { Clock } from '../clock.ts';
import { groupsOfUser } from './member-of.ts';
import { isUsable, relationshipAt } from './relationship.ts';
import type { World } from './world.ts';

/**
 * The directory roles that a person of a partner's tenant has at a customer now: the union over the active access
 * assignments of usable relationships to security groups that the person is in. Empty for nobody's customer.
 */
export type Reach = (
  partnerTenantId: string,
  personId: string,
  customerTenantId: string,
) => readonly string[];

/** Looks at the world as it stands at each call. */
export function createReach(world: World, clock: Clock): Reach {
  return (partnerTenantId, personId, customerTenantId) => {
    const partner = world.tenant(partnerTenantId);
    const index = partner?.directory.users.indexOfId(personId);
    if (!partner || index === undefined) return [];
    const usable = partner.relationships
      .all()
      .filter(({ customerId }) => customerId === customerTenantId)
      .map((relationship) => relationshipAt(relationship, clock.now()))
      .filter(isUsable);
    if (usable.length === 0) return [];
    const groups = new Set(groupsOfUser(partner.directory, index, 'transitive'));
    const roles = usable.flatMap((relationship) =>
      relationship.assignments
        .filter(({ status, groupId }) => status === 'active' && groups.has(groupId))
        .flatMap((assignment) =>
          assignment.roles.filter((role) => relationship.roles.includes(role)),
        ),
    );
    return [...new Set(roles)];
  };
}
