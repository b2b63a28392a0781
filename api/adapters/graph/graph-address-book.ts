import type { Group, ServicePrincipal, User } from '@microsoft/microsoft-graph-types';
import { AppError } from '../../kernel/errors.ts';
import { asGuid, type PersonId } from '../../kernel/ids.ts';
import type { AddressBook, Contact } from '../../ports/address-book.ts';
import { graphPath, type Calls } from './calls.ts';
import { graphRefusal, isForbidden, isMissing } from './refusals.ts';
import type { RawPage } from './rows.ts';
import type { TenantCalls } from './tenant-calls.ts';

/** The role template of Global Administrator. Source: learn.microsoft.com, "Microsoft Entra built-in roles". */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const LMS_ADMIN = 'LMS.Admin';
const CONTACT_PROPERTIES = 'id,accountEnabled,displayName,mail,preferredLanguage';

/** A collection of more pages than this is none that a directory has of administrators. */
const PAGES_MAX = 100;

interface Member {
  readonly id?: string;
  readonly '@odata.type'?: string;
}

interface Assignment {
  readonly appRoleId?: string;
  readonly principalId?: string;
  readonly principalType?: string;
}

/**
 * The address book over Microsoft Graph, as the application itself. Least permissions: `User.Read.All` for contacts;
 * `RoleManagement.Read.Directory` for the global administrators and `Application.Read.All` for the LMS admins, both of
 * which a tenant may withhold; `GroupMember.Read.All` where a role is held through a group.
 */
export function createGraphAddressBook(tenants: TenantCalls, clientId: string): AddressBook {
  return {
    async roleHolders(tenantId) {
      const calls = tenants.in(tenantId);
      const [globalAdmins, lmsAdmins] = await Promise.all([
        wherePermitted(() => globalAdminsIn(calls)),
        wherePermitted(() => lmsAdminsIn(calls, clientId)),
      ]);
      return { globalAdmins, lmsAdmins };
    },
    async peopleWith(tenantId, address) {
      const quoted = `'${address.replaceAll("'", "''")}'`;
      const filter = `mail eq ${quoted} or userPrincipalName eq ${quoted}`;
      const path = graphPath`/users?$filter=${filter}&$select=${'id,accountEnabled'}`;
      try {
        const found = await allOf<User>(tenants.in(tenantId), path);
        return found
          .filter(({ accountEnabled }) => accountEnabled !== false)
          .map(({ id }) => asGuid(id ?? ''))
          .filter((id) => id !== null);
      } catch (error) {
        throw graphRefusal(error);
      }
    },
    async contacts(tenantId, personIds) {
      const paths = personIds.map((id) => graphPath`/users/${id}?$select=${CONTACT_PROPERTIES}`);
      try {
        const answers = await tenants.in(tenantId).getMany(paths);
        return answers.map(({ status, body }) => {
          if (status === 404) return null;
          if (status === 200) return contactFrom(body as User);
          throw new AppError(
            status === 403 ? 'consent-missing' : 'directory-unavailable',
            'Microsoft Graph did not say how a person is addressed. It is asked again by itself.',
            { retryAfterSeconds: 30 },
          );
        });
      } catch (error) {
        throw graphRefusal(error);
      }
    },
  };
}

const contactFrom = (user: User): Contact => ({
  displayName: user.displayName ?? '',
  enabled: user.accountEnabled !== false,
  mail: user.mail ?? null,
  preferredLanguage: user.preferredLanguage ?? null,
});

/** What was read; null where the tenant does not let us. */
async function wherePermitted<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isForbidden(error)) return null;
    throw graphRefusal(error);
  }
}

/** A role that was never given to anybody may not be there at all. */
async function globalAdminsIn(calls: Calls): Promise<PersonId[]> {
  try {
    return await usersAmong(
      calls,
      await allOf<Member>(
        calls,
        graphPath`/directoryRoles(roleTemplateId='${GLOBAL_ADMINISTRATOR}')/members?$select=id`,
      ),
    );
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function lmsAdminsIn(calls: Calls, clientId: string): Promise<PersonId[]> {
  const ours = (await calls.get(
    graphPath`/servicePrincipals(appId='${clientId}')?$select=id,appRoles`,
  )) as ServicePrincipal;
  const roleId = (ours.appRoles ?? []).find(({ value }) => value === LMS_ADMIN)?.id;
  const assignments = await allOf<Assignment>(
    calls,
    graphPath`/servicePrincipals/${ours.id ?? ''}/appRoleAssignedTo`,
  );
  const holders = assignments.filter(({ appRoleId }) => appRoleId === roleId);
  return usersAmong(
    calls,
    holders.map(({ principalId, principalType }): Member => ({
      ...(principalId === undefined ? {} : { id: principalId }),
      '@odata.type': `#microsoft.graph.${(principalType ?? '').toLowerCase()}`,
    })),
  );
}

/** The users among these, and those of the groups among these. A group within such a group passes nothing on. */
async function usersAmong(calls: Calls, members: readonly Member[]): Promise<PersonId[]> {
  const users = new Set<PersonId>();
  const keep = ({ id, '@odata.type': type }: Member): void => {
    const personId = asGuid(id ?? '');
    if (personId !== null && type === '#microsoft.graph.user') users.add(personId);
  };
  for (const member of members) {
    keep(member);
    if (member['@odata.type'] !== '#microsoft.graph.group') continue;
    const { id }: Pick<Group, 'id'> = member;
    for (const one of await allOf<Member>(
      calls,
      graphPath`/groups/${id ?? ''}/members?$select=id`,
    )) {
      keep(one);
    }
  }
  return [...users];
}

/** All of a collection that is known to be short. */
async function allOf<T>(calls: Calls, path: string): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined = path;
  for (let pages = 0; next !== undefined && pages < PAGES_MAX; pages++) {
    const page = (await calls.get(next)) as RawPage;
    all.push(...((page.value ?? []) as T[]));
    next = page['@odata.nextLink'];
  }
  return all;
}
