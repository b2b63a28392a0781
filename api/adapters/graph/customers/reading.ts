import { asGuid, type PersonId } from '../../../kernel/ids.ts';
import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { CustomerUser, DeletedUser, Licence } from '../../../ports/customer-users.ts';
import { graphPath, type BatchAnswer, type Calls } from '../calls.ts';
import type { RawPage } from '../rows.ts';
import { refusalIn, type Told } from './agent-refusals.ts';
import { pagesOf } from './pages.ts';
import { fits, usersPath } from './user-query.ts';
import {
  CUSTOMER_USER_PROPERTIES,
  customerUserOf,
  DELETED_USER_PROPERTIES,
  deletedUserOf,
  licenceFrom,
} from './user-rows.ts';

/** Graph counts, searches and filters by licences only when asked to read its index. */
const ADVANCED = { ConsistencyLevel: 'eventual' };

/** In a page of deleted users. */
const DELETED_PAGE = 100;

/** So many names go into one question: Graph takes 15 of them in an `in`. */
const NAMES_IN_QUESTION = 15;

/** So many holders of roles are read at once, in batches of 20; a tenant with more has a page of them read alone. */
const ADMINS_READ_MAX = 200;

/** Marks the links of our own paging, through administrators. */
const ADMINS_LINK = 'admins:';

/** What can be read with an agent's hands. */
export type Reading = Omit<CustomerHands, 'write'>;

/**
 * Reads of one customer's tenant. Delegated permissions: `AGENT_CALLS`.
 */
export function readingWith(calls: Calls, told: Told): Reading {
  const readMany = async (userIds: readonly PersonId[]): Promise<(CustomerUser | null)[]> => {
    const paths = userIds.map((id) => graphPath`/users/${id}?$select=${CUSTOMER_USER_PROPERTIES}`);
    const answers = await calls.getMany(paths);
    return answers.map((answer) => rowOf(answer, customerUserOf));
  };

  const roleHolders = async (): Promise<Map<string, Set<PersonId>>> => {
    const holders = new Map<string, Set<PersonId>>();
    for await (const page of pagesOf(calls, graphPath`/roleManagement/directory/roleAssignments`)) {
      for (const value of page.value ?? []) {
        const { principalId, roleDefinitionId, directoryScopeId } = value as Assignment;
        const personId = asGuid(principalId ?? '');
        const roleId = asGuid(roleDefinitionId ?? '');
        if (personId === null || roleId === null || directoryScopeId !== '/') continue;
        holders.set(roleId, (holders.get(roleId) ?? new Set()).add(personId));
      }
    }
    return holders;
  };

  return {
    users: (query, link) =>
      told(async () => {
        if (query.admins === true) return adminsPart(query, link);
        const page = (await calls.get(link ?? usersPath(query), ADVANCED)) as CountedPage;
        return {
          items: (page.value ?? []).map(customerUserOf).filter((user) => user !== null),
          link: page['@odata.nextLink'] ?? null,
          count: page['@odata.count'] ?? null,
        };
      }),
    readMany: (userIds) => told(() => readMany(userIds)),
    byNames: (userNames) =>
      told(async () => {
        const names = [...new Set(userNames.map((name) => name.toLowerCase()))];
        const questions = Array.from(
          { length: Math.ceil(names.length / NAMES_IN_QUESTION) },
          (_, i) => names.slice(i * NAMES_IN_QUESTION, (i + 1) * NAMES_IN_QUESTION),
        );
        const answers = await calls.getMany(questions.map(namesPath));
        const found = answers.flatMap((answer) => {
          if (answer.status !== 200) throw refusalIn(answer);
          return ((answer.body as RawPage).value ?? []).map(customerUserOf);
        });
        return new Map(
          found
            .filter((user) => user !== null)
            .map((user) => [user.userName.toLowerCase(), user] as const),
        );
      }),
    licences: () =>
      told(async () => {
        const licences: Licence[] = [];
        for await (const page of pagesOf(calls, graphPath`/subscribedSkus`)) {
          licences.push(
            ...(page.value ?? [])
              .map((value) => licenceFrom(value))
              .filter((licence) => licence !== null),
          );
        }
        return licences;
      }),
    domains: () =>
      told(async () => {
        const domains: Domain[] = [];
        for await (const page of pagesOf(calls, graphPath`/domains`)) {
          domains.push(...(page.value ?? []).map((value) => value as Domain));
        }
        return domains
          .filter(({ isVerified }) => isVerified !== false)
          .sort((one, other) => Number(other.isDefault) - Number(one.isDefault))
          .map(({ id }) => id ?? '');
      }),
    roleHolders: () => told(roleHolders),
    deletedUsers: (link) =>
      told(async () => {
        const page = (await calls.get(
          link ??
            graphPath`/directory/deletedItems/microsoft.graph.user?$select=${DELETED_USER_PROPERTIES}&$top=${String(DELETED_PAGE)}&$count=true`,
          ADVANCED,
        )) as CountedPage;
        return {
          items: (page.value ?? []).map(deletedUserOf).filter((user) => user !== null),
          link: page['@odata.nextLink'] ?? null,
          count: page['@odata.count'] ?? null,
        };
      }),
    deletedMany: (userIds) =>
      told(async () => {
        const answers = await calls.getMany(
          userIds.map(
            (id) => graphPath`/directory/deletedItems/${id}?$select=${DELETED_USER_PROPERTIES}`,
          ),
        );
        return answers.map((answer): DeletedUser | null => rowOf(answer, deletedUserOf));
      }),
  };

  /**
   * Graph cannot filter by roles. Of those who hold some there are few: they are all read, so that pages are full and it is
   * known how many there are; of many, a page is read alone, and nobody counts them.
   */
  async function adminsPart(
    query: Parameters<Reading['users']>[0],
    link: string | null,
  ): ReturnType<Reading['users']> {
    const from = link === null ? 0 : Number(link.slice(ADMINS_LINK.length));
    const upTo = from + query.limit;
    const linkOf = (total: number): string | null =>
      upTo < total ? `${ADMINS_LINK}${upTo}` : null;
    const fitting = async (ids: readonly PersonId[]): Promise<CustomerUser[]> =>
      (await readMany(ids)).filter((user) => user !== null).filter((user) => fits(query, user));
    const holders = await roleHolders();
    const ids = [...new Set([...holders.values()].flatMap((some) => [...some]))].sort();
    if (ids.length > ADMINS_READ_MAX) {
      return { items: await fitting(ids.slice(from, upTo)), link: linkOf(ids.length), count: null };
    }
    const all = await fitting(ids);
    return { items: all.slice(from, upTo), link: linkOf(all.length), count: all.length };
  }
}

interface CountedPage extends RawPage {
  readonly '@odata.count'?: number;
}

interface Domain {
  readonly id?: string;
  readonly isDefault?: boolean;
  readonly isVerified?: boolean;
}

interface Assignment {
  readonly principalId?: string;
  readonly roleDefinitionId?: string;
  readonly directoryScopeId?: string;
}

const namesPath = (names: readonly string[]): string => {
  const list = names.map((name) => `'${name.replaceAll("'", "''")}'`).join(',');
  return graphPath`/users?$filter=${`userPrincipalName in (${list})`}&$select=${CUSTOMER_USER_PROPERTIES}&$top=${'100'}`;
};

/** What one request of a batch tells of a thing: it, or null where it is not there. */
function rowOf<T>(answer: BatchAnswer, of: (value: unknown) => T | null): T | null {
  if (answer.status === 404) return null;
  if (answer.status === 200) return of(answer.body);
  throw refusalIn(answer);
}
