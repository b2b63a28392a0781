import type { PersonId } from '../../../../kernel/ids.ts';
import { MINUTE_MS, type Instant } from '../../../../kernel/time.ts';
import type { CustomerUser } from '../../../../ports/customer-users.ts';
import type { UserAct, UserWrite } from '../../../../ports/customer-writes.ts';
import { graphPath, type BatchAnswer, type Calls } from '../../calls.ts';
import type { RawPage } from '../../rows.ts';
import { CUSTOMER_USER_PROPERTIES, customerUserOf } from '../user-rows.ts';

/** Graph's clock and ours may differ so much; a user made so long before a write began may still be of it. */
const CLOCKS_APART_MAX_MS = 5 * MINUTE_MS;

/**
 * How it stands with a write, as the directory tells: `done`; `not` (yet); `other`: what stands there is certainly not
 * of this write; `unsure`: the directory did not say.
 */
export type Found =
  | { readonly found: 'done'; readonly user: CustomerUser | null }
  | { readonly found: 'not' | 'other' | 'unsure' };

/** Looks into the directory, many asking at once being asked in one batch. */
export interface Looking {
  /** Whether a write was carried out. Acts that can be repeated without harm are `not` without a look. */
  at(write: UserWrite): Promise<Found>;
  /** The user, null for nobody, undefined where the directory does not say. */
  user(userId: PersonId): Promise<CustomerUser | null | undefined>;
  /** Whether the user is among the deleted; undefined where the directory does not say. */
  isDeleted(userId: PersonId): Promise<boolean | undefined>;
}

/** A look with the calls of one agent at one customer. */
export function createLooking(calls: Pick<Calls, 'getMany'>): Looking {
  let asked: { readonly path: string; readonly answer: (answer: BatchAnswer | null) => void }[] =
    [];

  const ask = (path: string): Promise<BatchAnswer | null> =>
    new Promise((answer) => {
      if (asked.length === 0) setImmediate(() => void askAll());
      asked.push({ path, answer });
    });

  const askAll = async (): Promise<void> => {
    const some = asked;
    asked = [];
    const answers = await calls.getMany(some.map(({ path }) => path)).catch(() => []);
    some.forEach(({ answer }, i) => answer(answers[i] ?? null));
  };

  const user: Looking['user'] = async (userId) => {
    const answer = await ask(graphPath`/users/${userId}?$select=${CUSTOMER_USER_PROPERTIES}`);
    if (answer?.status === 404) return null;
    return answer?.status === 200 ? customerUserOf(answer.body) : undefined;
  };

  const isDeleted: Looking['isDeleted'] = async (userId) => {
    const answer = await ask(graphPath`/directory/deletedItems/${userId}?$select=${'id'}`);
    if (answer?.status === 404) return false;
    return answer?.status === 200 ? true : undefined;
  };

  const named = async (userName: string): Promise<readonly CustomerUser[] | undefined> => {
    const filter = `userPrincipalName eq '${userName.replaceAll("'", "''")}'`;
    const answer = await ask(
      graphPath`/users?$filter=${filter}&$select=${CUSTOMER_USER_PROPERTIES}`,
    );
    if (answer?.status !== 200) return undefined;
    return ((answer.body as RawPage).value ?? []).map(customerUserOf).filter((one) => one !== null);
  };

  /** The roles that a user holds of the whole tenant; undefined where the directory does not say. */
  const rolesOf = async (userId: PersonId): Promise<ReadonlySet<string> | undefined> => {
    const filter = `principalId eq '${userId}'`;
    const answer = await ask(
      graphPath`/roleManagement/directory/roleAssignments?$filter=${filter}`,
    );
    // Whoever may not read roles may not give them either: then the try itself tells.
    if (answer?.status === 403) return new Set();
    if (answer?.status !== 200) return undefined;
    const assignments = ((answer.body as RawPage).value ?? []) as readonly RoleAssignment[];
    const whole = assignments.filter(({ directoryScopeId }) => directoryScopeId === '/');
    return new Set(whole.map(({ roleDefinitionId }) => roleDefinitionId?.toLowerCase() ?? ''));
  };

  return {
    user,
    isDeleted,
    async at(write) {
      switch (write.kind) {
        case 'create': {
          const found = await named(write.user.userName);
          if (found === undefined) return { found: 'unsure' };
          const [there] = found;
          if (there === undefined) return { found: 'not' };
          return isOf(write.user, there, write.since)
            ? { found: 'done', user: there }
            : { found: 'other' };
        }
        case 'licences': {
          const there = await user(write.userId);
          if (there === undefined) return { found: 'unsure' };
          return there !== null && hasLicencesOf(write, there)
            ? { found: 'done', user: there }
            : { found: 'not' };
        }
        case 'delete': {
          const deleted = await isDeleted(write.userId);
          if (deleted === undefined) return { found: 'unsure' };
          return deleted ? { found: 'done', user: null } : { found: 'not' };
        }
        case 'restore': {
          const there = await user(write.userId);
          if (there === undefined) return { found: 'unsure' };
          return there === null ? { found: 'not' } : { found: 'done', user: there };
        }
        case 'role': {
          const held = await rolesOf(write.userId);
          if (held === undefined) return { found: 'unsure' };
          return held.has(write.roleId) ? { found: 'done', user: null } : { found: 'not' };
        }
        case 'edit':
        case 'password':
          return { found: 'not' };
      }
    },
  };
}

interface RoleAssignment {
  readonly roleDefinitionId?: string;
  readonly directoryScopeId?: string;
}

/** Whether a user who has the name of a new one is that one: made since, and called the same. */
const isOf = (
  wished: { readonly displayName: string },
  there: CustomerUser,
  since: Instant,
): boolean =>
  there.displayName === wished.displayName &&
  there.createdAt !== null &&
  there.createdAt >= since - CLOCKS_APART_MAX_MS;

/** Whether a user has directly what an act wants, with these plans, and no longer what it takes away. */
export function hasLicencesOf(
  act: Pick<Extract<UserAct, { kind: 'licences' }>, 'add' | 'remove'>,
  { sources }: Pick<CustomerUser, 'sources'>,
): boolean {
  const direct = new Map(
    sources
      .filter(({ groupId }) => groupId === null)
      .map(({ skuId, disabledPlans }) => [skuId, disabledPlans.join()]),
  );
  return (
    act.add.every(
      ({ skuId, disabledPlans }) => direct.get(skuId) === [...disabledPlans].sort().join(),
    ) && act.remove.every((skuId) => !direct.has(skuId))
  );
}
