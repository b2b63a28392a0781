import { makeDue } from '../../due/actions.ts';
import type { RelationshipStatus } from '../../kernel/customers.ts';
import type { GroupId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { pageInTurn } from '../../ports/in-turn.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Listed } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { answers, searchFor } from '../../seats/rules/search.ts';
import { customers, customersReadings } from '../kinds.ts';
import { CUSTOMERS, searchWordsOf, type Customer } from '../rules/customer.ts';
import { rolesOfAgent } from '../rules/relationships.ts';
import type { Agent } from './hands.ts';
import { FRESH_MS, refreshCustomers } from './refresh.ts';
import type { Standing } from './standing.ts';

/** Which customers a list is asked for. */
export interface CustomersQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Beginnings of words of the name, or the tenant's id. */
  readonly search?: string | undefined;
  readonly status?: RelationshipStatus | undefined;
  /** Reads the relationships before it answers. */
  readonly refresh: boolean;
}

/** A page of customers by name, or as a search finds them, with what the agent has at each. */
export interface CustomersPage {
  readonly items: readonly Standing[];
  readonly nextCursor: string | null;
  readonly refreshedAt: Instant | null;
}

/** The partner's customers. The cost of a page does not grow with how many there are. */
export async function customersPage(
  world: World,
  agent: Agent,
  question: CustomersQuestion,
): Promise<CustomersPage> {
  const { tenant, personId } = agent;
  await seeToReading(world, tenant, question.refresh);
  const [page, groupIds, reading] = await Promise.all([
    pageOf(world, tenant, question),
    world.customers.groupsOf(tenant.tenantId, personId),
    world.store.read(rootOf(tenant.tenantId), customersReadings, {}),
  ]);
  return {
    items: page.items.map(({ doc }) => standingIn(doc, groupIds)),
    nextCursor: page.nextCursor,
    refreshedAt: reading?.doc.readAt ?? null,
  };
}

const standingIn = (customer: Customer, groupIds: ReadonlySet<GroupId>): Standing => ({
  customer,
  roleIds: rolesOfAgent(customer.relationships, groupIds),
});

/** Reads the relationships where that was never done or is wished, has it done where it was long ago. */
async function seeToReading(world: World, tenant: Tenant, wished: boolean): Promise<void> {
  const held = await world.store.read(rootOf(tenant.tenantId), customersReadings, {});
  const readAt = held?.doc.readAt ?? null;
  const now = world.clock.now();
  if (readAt === null || wished) await refreshCustomers(world, tenant);
  if (readAt === null || now - readAt > FRESH_MS) await makeDue(world, CUSTOMERS, tenant, now);
}

async function pageOf(
  { store }: World,
  { tenantId }: Tenant,
  { search: text = '', status, ...question }: CustomersQuestion,
): Promise<{ readonly items: readonly Listed<Customer>[]; readonly nextCursor: string | null }> {
  const root = rootOf(tenantId);
  const search = searchFor(text);
  if (search === null) {
    return pageInTurn<Customer>(
      [
        (after, limit) =>
          status === undefined
            ? store.list(root, customers, 'byName', { after, limit })
            : store.list(root, customers, 'byStatus', { equals: { status }, after, limit }),
      ],
      question,
    );
  }
  const each = { startsWith: search.leading };
  return pageInTurn<Customer>(
    [(after, limit) => store.list(root, customers, 'byWord', { each, after, limit })],
    {
      ...question,
      keep: ({ doc, element = '' }) =>
        (status ?? doc.status) === doc.status && answers(search, searchWordsOf(doc), element),
    },
  );
}
