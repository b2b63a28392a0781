import { makeDue } from '../../due/actions.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { CustomerHands } from '../../ports/customer-directory.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { partnerGrants } from '../kinds.ts';
import { CUSTOMERS } from '../rules/customer.ts';
import { isFresh, type PartnerGrant } from '../rules/grant.ts';

/** A member of the partner's staff who calls, with the token of the call. */
export interface Agent {
  /** The partner. */
  readonly tenant: Tenant;
  readonly personId: PersonId;
  /** The access token for Headcount's API, as it came; never kept or logged. */
  readonly accessToken: string;
}

const SIGN_IN =
  'Headcount cannot act in your name at customers any more. Open Headcount once, so that you are signed in anew, and ask again.';

const grantOf = (
  world: Pick<World, 'store'>,
  { tenantId }: Tenant,
  personId: PersonId,
): Promise<Held<PartnerGrant> | null> =>
  world.store.read(rootOf(tenantId), partnerGrants, { personId });

/**
 * The hands of an agent who has called before, at one customer: for jobs, which go on when the agent is gone.
 * @throws AppError `sign-in-needed` where nothing is kept of the agent
 */
export async function keptHands(
  world: World,
  tenant: Tenant,
  personId: PersonId,
  customerId: TenantId,
): Promise<CustomerHands> {
  const held = await grantOf(world, tenant, personId);
  if (held === null) throw new AppError('sign-in-needed', SIGN_IN);
  return handsBy(world, tenant, held.doc, customerId);
}

const handsBy = (
  { customers }: World,
  { tenantId }: Tenant,
  { personId, sealed }: PartnerGrant,
  customerId: TenantId,
): CustomerHands => customers.at(customerId, { partnerId: tenantId, personId, sealed });

/** Keeps what lasts of the agent's sign-in, so that it is there before anything is begun in the agent's name. */
async function keepGrant(world: World, agent: Agent): Promise<PartnerGrant> {
  const { tenant, personId, accessToken } = agent;
  const sealed = await world.customers.grantOf(tenant.tenantId, personId, accessToken);
  const grant: PartnerGrant = { personId, sealed, grantedAt: Date.now() };
  for (;;) {
    const held = await grantOf(world, tenant, personId);
    const write =
      held === null ? create(partnerGrants, grant) : replace(partnerGrants, grant, held.version);
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [write]);
    if (outcome === 'refused') continue;
    // From the first agent on the partner's customers are looked after.
    if (held === null) await makeDue(world, CUSTOMERS, tenant, world.clock.now());
    return grant;
  }
}

/**
 * Does something with the hands of an agent who is here, at one customer. Where what is kept of an earlier sign-in no
 * longer serves, it is got anew and the work is begun again: nothing was done with the old one.
 * @throws AppError `sign-in-needed`, and what the work throws
 */
export async function withHands<T>(
  world: World,
  agent: Agent,
  customerId: TenantId,
  work: (hands: CustomerHands) => Promise<T>,
): Promise<T> {
  const { tenant, personId } = agent;
  const held = await grantOf(world, tenant, personId);
  if (held !== null && isFresh(held.doc, Date.now())) {
    try {
      return await work(handsBy(world, tenant, held.doc, customerId));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'sign-in-needed') throw error;
    }
  }
  return work(handsBy(world, tenant, await keepGrant(world, agent), customerId));
}
