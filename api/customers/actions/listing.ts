import { setTimeout as wait } from 'node:timers/promises';
import { makeDue } from '../../due/actions.ts';
import type { RelationshipStatus } from '../../kernel/customers.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { SECOND_MS, type Instant } from '../../kernel/time.ts';
import { pageInTurn } from '../../ports/in-turn.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Listed } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { answers, searchFor } from '../../seats/rules/search.ts';
import { customers, customersReadings } from '../kinds.ts';
import { CUSTOMERS, searchWordsOf, type Customer } from '../rules/customer.ts';
import { rolesOfAgent } from '../rules/relationships.ts';
import type { Agent } from './hands.ts';
import { FRESH_MS, readingOf, refreshCustomers } from './refresh.ts';
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
  /** While they are read for the first time: how many are known so far; else null. */
  readonly known: number | null;
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
  const refreshedAt = reading?.doc.readAt ?? null;
  return {
    items: page.items.map(({ doc }) => standingIn(doc, groupIds)),
    nextCursor: page.nextCursor,
    refreshedAt,
    known:
      refreshedAt === null
        ? await world.store.count(rootOf(tenant.tenantId), customers, 'byName', {})
        : null,
  };
}

const standingIn = (customer: Customer, groupIds: ReadonlySet<GroupId>): Standing => ({
  customer,
  roleIds: rolesOfAgent(customer.relationships, groupIds),
});

/** So long the first look at a partner's customers waits for the reading; then it shows who is known by then. */
const FIRST_LOOK_MS = 4 * SECOND_MS;

/** Reads the relationships where that was never done or is wished, has it done where it was long ago. */
async function seeToReading(world: World, tenant: Tenant, wished: boolean): Promise<void> {
  const held = await world.store.read(rootOf(tenant.tenantId), customersReadings, {});
  const readAt = held?.doc.readAt ?? null;
  const now = world.clock.now();
  if (readAt === null) await firstReading(world, tenant);
  else if (wished) await refreshCustomers(world, tenant);
  if (readAt === null || now - readAt > FRESH_MS) await makeDue(world, CUSTOMERS, tenant, now);
}

/**
 * The first reading of a large partner takes minutes: it goes on by itself while the first customers are shown. Where the
 * process ends meanwhile, the work that looks after customers reads them.
 */
async function firstReading(world: World, tenant: Tenant): Promise<void> {
  const rest = new AbortController();
  const { reading, sinceMs } = readingOf(world, tenant);
  const leftMs = Math.max(0, sinceMs + FIRST_LOOK_MS - Date.now());
  const late = wait(leftMs, undefined, { signal: rest.signal }).catch(() => undefined);
  try {
    await Promise.race([reading, late]);
  } finally {
    rest.abort();
    reading.catch((err: unknown) =>
      world.log.warn({ err, tenantId: tenant.tenantId }, 'customers could not be read wholly'),
    );
  }
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
