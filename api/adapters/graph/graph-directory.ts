import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Changes, ChangeSubscription, Directory, UserTruth } from '../../ports/directory.ts';
import { graphPath, type BatchAnswer, type Calls } from './calls.ts';
import {
  graphRefusal,
  isBadRequest,
  isForbidden,
  isMissing,
  notReached,
  resetReasonOf,
} from './refusals.ts';
import {
  GROUP_PROPERTIES,
  groupFrom,
  groupRowOf,
  initialDomainFrom,
  USER_PROPERTIES,
  userRowOf,
  type RawPage,
} from './rows.ts';
import { createTenantCalls, type GraphOptions, type TenantCalls } from './tenant-calls.ts';

/** Graph counts and searches only when asked to read its index. */
const ADVANCED = { ConsistencyLevel: 'eventual' };

/**
 * The directory port over Microsoft Graph, as the application itself. Least permissions: `User.Read.All` for people and
 * notifications, `GroupMember.Read.All` for groups; `Organization.Read.All`, which a tenant may withhold, for its initial
 * domain.
 */
export function createGraphDirectory(options: GraphOptions | TenantCalls): Directory {
  const tenants = 'in' in options ? options : createTenantCalls(options);
  const callsIn = (tenantId: TenantId): Calls => tenants.in(tenantId);

  return {
    userChanges: async (tenantId, link) =>
      changes(
        callsIn(tenantId),
        link ?? graphPath`/users/delta?$select=${USER_PROPERTIES}`,
        userRowOf,
      ),
    groupChanges: async (tenantId, groupId, link) =>
      changes(
        callsIn(tenantId),
        link ??
          graphPath`/groups/delta?$select=${'displayName,members'}&$filter=${`id eq '${groupId}'`}`,
        groupRowOf,
      ),
    async users(tenantId, personIds) {
      const calls = callsIn(tenantId);
      const found = await translated(() =>
        calls.getMany(personIds.map((id) => graphPath`/users/${id}?$select=${USER_PROPERTIES}`)),
      );
      const gone = personIds.filter((_, i) => found[i]?.status === 404);
      const bin = await translated(() =>
        calls.getMany(
          gone.map(
            (id) => graphPath`/directory/deletedItems/${id}?$select=${'id,deletedDateTime'}`,
          ),
        ),
      );
      const binOf = new Map(gone.map((id, i) => [id, bin[i]]));
      return personIds.map((id, i) => truthOf(found[i], binOf.get(id)));
    },
    async userCount(tenantId) {
      const answer = await translated(() => callsIn(tenantId).get('/users/$count', ADVANCED));
      return Number(String(answer).replace(/\D/g, ''));
    },
    async initialDomain(tenantId) {
      return translated(async () => {
        try {
          const page = await callsIn(tenantId).get('/organization?$select=verifiedDomains');
          return initialDomainFrom(valuesOf(page)[0]);
        } catch (error) {
          if (isForbidden(error)) return null;
          throw error;
        }
      });
    },
    async group(tenantId, groupId) {
      return translated(async () => {
        try {
          return groupFrom(
            await callsIn(tenantId).get(graphPath`/groups/${groupId}?$select=${GROUP_PROPERTIES}`),
          );
        } catch (error) {
          if (isMissing(error)) return null;
          throw error;
        }
      });
    },
    async searchGroups(tenantId, search, limit) {
      const phrase = search.replace(/["\\]/g, ' ').trim();
      if (phrase === '') return [];
      const page = await translated(() =>
        callsIn(tenantId).get(
          graphPath`/groups?$search=${`"displayName:${phrase}"`}&$select=${GROUP_PROPERTIES}&$count=true&$top=${String(limit)}`,
          ADVANCED,
        ),
      );
      return valuesOf(page)
        .map(groupFrom)
        .filter((group) => group !== null)
        .sort((one, other) => one.displayName.localeCompare(other.displayName));
    },
    async subscribe(tenantId, request) {
      return translated(async () => {
        try {
          return subscriptionFrom(
            await callsIn(tenantId).post('/subscriptions', {
              changeType: 'updated,deleted',
              resource: 'users',
              notificationUrl: request.notificationUrl,
              lifecycleNotificationUrl: request.lifecycleUrl,
              clientState: request.clientState,
              expirationDateTime: new Date(request.expiresAt).toISOString(),
            }),
          );
        } catch (error) {
          if (isBadRequest(error)) throw notReached(error);
          throw error;
        }
      });
    },
    async renew(tenantId, subscriptionId, expiresAt) {
      return translated(async () => {
        try {
          return subscriptionFrom(
            await callsIn(tenantId).patch(graphPath`/subscriptions/${subscriptionId}`, {
              expirationDateTime: new Date(expiresAt).toISOString(),
            }),
          );
        } catch (error) {
          if (isMissing(error)) return null;
          throw error;
        }
      });
    },
    async unsubscribe(tenantId, subscriptionId) {
      await translated(async () => {
        try {
          await callsIn(tenantId).remove(graphPath`/subscriptions/${subscriptionId}`);
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      });
    },
    async close() {
      tenants.close();
    },
  };
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw graphRefusal(error);
  }
}

const valuesOf = (page: unknown): readonly unknown[] => (page as RawPage).value ?? [];

async function changes<Row>(
  calls: Calls,
  path: string,
  rowOf: (value: unknown) => Row | null,
): Promise<Changes<Row>> {
  let page: RawPage;
  try {
    page = (await calls.get(path)) as RawPage;
  } catch (error) {
    const reason = resetReasonOf(error);
    if (reason !== null) return { outcome: 'reset', reason };
    throw graphRefusal(error);
  }
  const next = page['@odata.nextLink'];
  const link = next ?? page['@odata.deltaLink'];
  if (link === undefined) {
    throw new AppError(
      'directory-unavailable',
      'Microsoft Graph gave a page of changes that leads nowhere. It is read again by itself.',
      { retryAfterSeconds: 30 },
    );
  }
  const rows = valuesOf(page)
    .map(rowOf)
    .filter((row) => row !== null);
  return { outcome: 'page', rows, link, complete: next === undefined };
}

/** What the directory says of one user: found, else in the recycle bin, else gone. Anything but an answer is a refusal. */
function truthOf(found: BatchAnswer | undefined, bin: BatchAnswer | undefined): UserTruth {
  if (found?.status === 200) {
    const row = userRowOf(found.body);
    if (row !== null) return { state: 'alive', row };
  }
  if (found?.status === 404 && bin?.status === 200) {
    const { deletedDateTime } = bin.body as { readonly deletedDateTime?: string };
    const deletedAt = Date.parse(deletedDateTime ?? '');
    if (!Number.isNaN(deletedAt)) return { state: 'deleted', deletedAt };
  }
  if (found?.status === 404 && bin?.status === 404) return { state: 'absent' };
  throw new AppError(
    'directory-unavailable',
    'Microsoft Graph did not say how an account stands. It is asked again by itself.',
    { retryAfterSeconds: 30 },
  );
}

function subscriptionFrom(value: unknown): ChangeSubscription {
  const raw = value as { readonly id?: string; readonly expirationDateTime?: string };
  return {
    subscriptionId: raw.id ?? '',
    expiresAt: Date.parse(raw.expirationDateTime ?? ''),
  };
}
