import { AppError, notFound } from '../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../kernel/ids.ts';
import type { CustomerHands } from '../../ports/customer-directory.ts';
import type { CustomerUser, Licence } from '../../ports/customer-users.ts';
import type { World } from '../../ports/world.ts';
import type { Agent } from './hands.ts';
import { cursorOf, placeOf } from './page-cursor.ts';
import { atCustomer, type AtCustomer } from './standing.ts';

/** What narrows the users of a customer. */
export type UserFilter = 'unlicensed' | 'disabled' | 'guests' | 'admins';

/** Which users a list is asked for. */
export interface UsersQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly filter?: UserFilter | undefined;
  readonly skuId?: string | undefined;
}

/** A user, and what lists show beside it. */
export interface ShownUser {
  readonly user: CustomerUser;
  /** Whether the user holds a directory role; null where the agent may not see roles. */
  readonly admin: boolean | null;
}

/** What is shown of users: the products by which their licences are named. */
export interface ShownUsers {
  readonly users: readonly ShownUser[];
  readonly products: readonly Licence[];
}

/** A page of a customer's users, in the directory's order. */
export interface UsersPage extends ShownUsers {
  readonly nextCursor: string | null;
  readonly count: number | null;
}

/** The value, or what is shown instead where the agent's roles do not go so far. */
async function unlessShut<T>(value: Promise<T>, instead: T): Promise<T> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof AppError && error.code === 'customer-role-missing') return instead;
    throw error;
  }
}

/** Users with what is shown beside them. */
export async function shown(
  hands: CustomerHands,
  users: Promise<readonly CustomerUser[]>,
): Promise<ShownUsers> {
  const [all, products, holders] = await Promise.all([
    users,
    unlessShut(hands.licences(), []),
    unlessShut(hands.roleHolders(), null),
  ]);
  const admins =
    holders === null ? null : new Set([...holders.values()].flatMap((ids) => [...ids]));
  return {
    users: all.map((user) => ({ user, admin: admins?.has(user.userId) ?? null })),
    products,
  };
}

const FILTERS = {
  unlicensed: { unlicensed: true },
  disabled: { enabled: false },
  guests: { guests: true },
  admins: { admins: true },
} as const;

/** A page of all users of a customer, licensed here or elsewhere (PC-3), read at this moment. */
export const usersPage = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  { cursor, limit, search = '', filter, skuId }: UsersQuestion,
): Promise<UsersPage> =>
  atCustomer(world, agent, customerId, 'readUsers', async ({ hands }) => {
    const words = search.trim();
    const scope = [agent.tenant.tenantId, customerId, 'users', words, filter, skuId];
    const { link } = placeOf(world, scope, cursor);
    const query = {
      ...(words === '' ? {} : { search: words }),
      ...(filter === undefined ? {} : FILTERS[filter]),
      ...(skuId === undefined ? {} : { skuId }),
      limit,
    };
    const part = hands.users(query, link);
    const page = await shown(
      hands,
      part.then(({ items }) => items),
    );
    const { link: next, count } = await part;
    const nextCursor = next === null ? null : cursorOf(world, scope, { link: next, given: 0 });
    return { ...page, nextCursor, count };
  });

/** The user of a customer. @throws AppError `not-found` */
export async function userAt({ hands }: AtCustomer, userId: PersonId): Promise<CustomerUser> {
  const [user = null] = await hands.readMany([userId]);
  if (user === null) throw notFound('user');
  return user;
}

/** One user of a customer, read at this moment. @throws AppError `not-found` */
export const oneUser = (
  world: World,
  agent: Agent,
  customerId: TenantId,
  userId: PersonId,
): Promise<ShownUsers> =>
  atCustomer(world, agent, customerId, 'readUsers', (at) =>
    shown(
      at.hands,
      userAt(at, userId).then((user) => [user]),
    ),
  );

/** What a customer has bought. */
export const licencesAt = (
  world: World,
  agent: Agent,
  customerId: TenantId,
): Promise<readonly Licence[]> =>
  atCustomer(world, agent, customerId, 'readUsers', ({ hands }) => hands.licences());
