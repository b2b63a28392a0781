import type { Tenant } from '../tenants/tenant.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest } from './errors.ts';
import { groupResource, selectedGroupProperties } from './group-properties.ts';
import { READ_DOMAINS, READ_ORGANISATION, READ_USERS } from './permissions.ts';
import { DEFAULT_USER_PROPERTIES, userResource } from './user-properties.ts';

/** Graph takes at most so many ids in one getByIds. */
const MOST_IDS = 1000;

export const DIRECTORY_OBJECT_ROUTES: readonly GraphRoute[] = [
  {
    method: 'POST',
    path: '/directoryObjects/getByIds',
    permissions: READ_USERS,
    resourceUnits: 1,
    handle: getByIds,
  },
  {
    method: 'GET',
    path: '/organization',
    permissions: READ_ORGANISATION,
    resourceUnits: 1,
    handle: organisation,
  },
  {
    method: 'GET',
    path: '/domains',
    permissions: READ_DOMAINS,
    resourceUnits: 1,
    handle: listDomains,
  },
];

/** The live users and groups among the ids; the others are left out without a word, as Graph does. */
function getByIds({ call, tenant }: GraphRequest): Answer {
  const { ids } = (call.body ?? {}) as { readonly ids?: unknown };
  if (!Array.isArray(ids) || ids.length > MOST_IDS) {
    throw badRequest(
      `Invalid value specified for property 'ids': a list of at most ${MOST_IDS} ids is needed.`,
    );
  }
  const { users, groups } = tenant.directory;
  const value = ids.map(String).flatMap((id): Record<string, unknown>[] => {
    const group = groups.byId(id)?.group;
    if (group) {
      return [
        {
          '@odata.type': '#microsoft.graph.group',
          ...groupResource(group, selectedGroupProperties(undefined)),
        },
      ];
    }
    const index = users.indexOfId(id);
    const standing = index === undefined ? undefined : users.standing(index);
    if (standing?.state !== 'live') return [];
    return [
      {
        '@odata.type': '#microsoft.graph.user',
        ...userResource(standing.user, DEFAULT_USER_PROPERTIES),
      },
    ];
  });
  return {
    status: 200,
    body: { '@odata.context': `${GRAPH_BASE}/$metadata#directoryObjects`, value },
  };
}

/** The tenant's own entry: name and verified domains. */
function organisation({ tenant }: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#organization`,
      value: [
        {
          id: tenant.id,
          displayName: tenant.name,
          countryLetterCode: 'US',
          preferredLanguage: 'en',
          tenantType: 'AAD',
          verifiedDomains: domainsOf(tenant).map((name) => ({
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: name === tenant.domain,
            isInitial: name === tenant.domain,
            name,
            type: 'Managed',
          })),
        },
      ],
    },
  };
}

const domainsOf = (tenant: Tenant): readonly string[] => [
  tenant.domain,
  ...tenant.settings().otherDomains,
];

/** The domains of the tenant; all are verified. */
function listDomains({ tenant }: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#domains`,
      value: domainsOf(tenant).map((id) => ({
        authenticationType: 'Managed',
        availabilityStatus: null,
        id,
        isAdminManaged: true,
        isDefault: id === tenant.domain,
        isInitial: id === tenant.domain,
        isRoot: true,
        isVerified: true,
        manufacturer: null,
        model: null,
        passwordNotificationWindowInDays: 14,
        passwordValidityPeriodInDays: 2147483647,
        supportedServices: ['Email', 'OfficeCommunicationsOnline'],
      })),
    },
  };
}
