import { AppError, notFound } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { CustomerHands } from '../../ports/customer-directory.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { customers } from '../kinds.ts';
import { customerOf, isSameCustomer, type Customer } from '../rules/customer.ts';
import { asRefusal, type Fault } from '../rules/fault.ts';
import { NO_ROLE, rolesOfAgent, stateOf, whyNotUsable } from '../rules/relationships.ts';
import { roleFault, roleNameOf, rolesFor, type CustomerAct } from '../rules/roles.ts';
import { withHands, type Agent } from './hands.ts';

/** A customer and what the agent has there. */
export interface Standing {
  readonly customer: Customer;
  /** Role template ids, by the relationships that can be used now. */
  readonly roleIds: ReadonlySet<string>;
}

/**
 * How it stands between the agent and a customer at this moment, as Microsoft tells it; what has changed is kept.
 * @throws AppError `not-found` for a tenant that never was a customer
 */
export async function standingAt(
  world: World,
  { tenant, personId }: Pick<Agent, 'tenant' | 'personId'>,
  customerId: TenantId,
): Promise<Standing> {
  const root = rootOf(tenant.tenantId);
  const [held, relationships, groupIds] = await Promise.all([
    world.store.read(root, customers, { customerId }),
    world.customers.relationshipsWith(tenant.tenantId, customerId),
    world.customers.groupsOf(tenant.tenantId, personId),
  ]);
  if (held === null && relationships.length === 0) throw notFound('customer');
  const before = held?.doc ?? null;
  const customer = customerOf(customerId, relationships, before, world.clock.now());
  if (held === null || !isSameCustomer(held.doc, customer)) {
    const write =
      held === null ? create(customers, customer) : replace(customers, customer, held.version);
    // Whoever was quicker has seen the same.
    await world.store.commit(root, [write]);
  }
  return { customer, roleIds: rolesOfAgent(relationships, groupIds) };
}

/** Why the agent cannot work at the customer at all; null where that is possible. */
export function whyShut({ customer, roleIds }: Standing): AppError | null {
  const { relationships, status } = customer;
  const reason = whyNotUsable(relationships);
  if (reason !== null)
    return new AppError('relationship-not-active', reason, { state: stateOf(status) });
  return roleIds.size === 0 ? new AppError('customer-role-missing', NO_ROLE) : null;
}

/** Refuses an act that the roles at the customer do not go far enough for, and names those that would do (PC-2). */
export function requireRole({ roleIds }: Standing, act: CustomerAct): void {
  const fault = roleFault(act, roleIds);
  if (fault === null) return;
  const roles = rolesFor(act).map(roleNameOf);
  throw new AppError('customer-role-missing', fault.detail, { roles });
}

/** Why the agent cannot do something at a customer at this moment; null where that is possible. */
export async function whyNot(
  world: World,
  agent: Pick<Agent, 'tenant' | 'personId'>,
  customerId: TenantId,
  act: CustomerAct,
): Promise<Fault | null> {
  const standing = await standingAt(world, agent, customerId);
  const shut = whyShut(standing);
  if (shut !== null) return { code: asRefusal(shut.code), detail: shut.message };
  return roleFault(act, standing.roleIds);
}

/** An agent at a customer, with hands there. */
export interface AtCustomer extends Standing {
  readonly agent: Agent;
  readonly hands: CustomerHands;
}

/**
 * Does something at a customer, where the agent may do it there now.
 * @throws AppError `not-found`, `relationship-not-active`, `customer-role-missing`, `sign-in-needed`; what the work throws
 */
export async function atCustomer<T>(
  world: World,
  agent: Agent,
  customerId: TenantId,
  act: CustomerAct,
  work: (at: AtCustomer) => Promise<T>,
): Promise<T> {
  const standing = await standingAt(world, agent, customerId);
  const shut = whyShut(standing);
  if (shut !== null) throw shut;
  requireRole(standing, act);
  return withHands(world, agent, customerId, (hands) => work({ ...standing, agent, hands }));
}
