import type {
  DelegatedAdminAccessAssignment,
  DelegatedAdminRelationship,
} from '@microsoft/microsoft-graph-types';
import { RELATIONSHIP_STATUSES, type RelationshipStatus } from '../../../kernel/customers.ts';
import { AppError } from '../../../kernel/errors.ts';
import { asGuid, type GroupId, type PersonId, type TenantId } from '../../../kernel/ids.ts';
import type {
  AccessAssignment,
  CustomerDirectories,
  Relationship,
} from '../../../ports/customer-directory.ts';
import { graphPath, type Calls } from '../calls.ts';
import { graphRefusal } from '../refusals.ts';
import type { RawPage } from '../rows.ts';
import type { TenantCalls } from '../tenant-calls.ts';
import { pagesOf } from './pages.ts';

/** Relationships of a page: each takes a call of its own for its assignments. */
const PAGE_SIZE = 100;

/** What the partner's own tenant tells: relationships and groups, as Headcount itself there. */
export type PartnerSide = Pick<
  CustomerDirectories,
  'relationships' | 'relationshipsWith' | 'groupsOf'
>;

/**
 * The partner's side over Microsoft Graph. Least permissions: `DelegatedAdminRelationship.Read.All`, and
 * `GroupMember.Read.All` for the agents' groups.
 */
export function partnerSide(tenants: TenantCalls): PartnerSide {
  return {
    async relationships(partnerId, link) {
      const calls = tenants.in(partnerId);
      return translated(async () => {
        const page = (await calls.get(
          link ??
            graphPath`/tenantRelationships/delegatedAdminRelationships?$top=${String(PAGE_SIZE)}`,
        )) as RawPage;
        return {
          items: await withAssignments(calls, page),
          link: page['@odata.nextLink'] ?? null,
        };
      });
    },
    async relationshipsWith(partnerId, customerId) {
      const calls = tenants.in(partnerId);
      return translated(async () => {
        const filter = `customer/tenantId eq '${customerId}'`;
        const found: Relationship[] = [];
        for await (const page of pagesOf(
          calls,
          graphPath`/tenantRelationships/delegatedAdminRelationships?$filter=${filter}`,
        )) {
          found.push(...(await withAssignments(calls, page)));
        }
        // What Graph takes for another customer's is not handed on, whatever it makes of the filter.
        return found.filter((one) => one.customerId === customerId);
      });
    },
    async groupsOf(partnerId, personId) {
      const calls = tenants.in(partnerId);
      return translated(async () => new Set(await groupIdsOf(calls, personId)));
    },
  };
}

async function groupIdsOf(calls: Calls, personId: PersonId): Promise<GroupId[]> {
  const ids: GroupId[] = [];
  for await (const page of pagesOf(
    calls,
    graphPath`/users/${personId}/transitiveMemberOf/microsoft.graph.group?$select=${'id'}&$top=${'999'}`,
  )) {
    for (const value of page.value ?? []) {
      const id = asGuid((value as { readonly id?: string }).id ?? '');
      if (id !== null) ids.push(id);
    }
  }
  return ids;
}

/** The relationships of a page, each with its assignments: read in batches. */
async function withAssignments(calls: Calls, page: RawPage): Promise<Relationship[]> {
  const raws = (page.value ?? []).map((value) => value as DelegatedAdminRelationship);
  const named = raws.filter(({ customer }) => asGuid(customer?.tenantId ?? '') !== null);
  const answers = await calls.getMany(
    named.map(
      ({ id }) =>
        graphPath`/tenantRelationships/delegatedAdminRelationships/${id ?? ''}/accessAssignments`,
    ),
  );
  return Promise.all(
    named.map(async (raw, i) => {
      const answer = answers[i];
      // A relationship that was deleted meanwhile gives nobody anything.
      if (answer?.status === 404) return relationshipFrom(raw, []);
      if (answer?.status !== 200) {
        throw new AppError(
          answer?.status === 403 ? 'consent-missing' : 'directory-unavailable',
          'Microsoft Graph did not say which groups a relationship gives roles to. It is asked again by itself.',
          { retryAfterSeconds: 30 },
        );
      }
      const first = answer.body as RawPage;
      const values = [...(first.value ?? [])];
      const more = first['@odata.nextLink'];
      if (more !== undefined) {
        for await (const next of pagesOf(calls, more)) values.push(...(next.value ?? []));
      }
      return relationshipFrom(raw, values.map(assignmentFrom));
    }),
  );
}

const rolesOf = (details: DelegatedAdminRelationship['accessDetails']): Relationship['roleIds'] =>
  (details?.unifiedRoles ?? []).flatMap(({ roleDefinitionId }) => {
    const id = asGuid(roleDefinitionId ?? '');
    return id === null ? [] : [id];
  });

function assignmentFrom(value: unknown): AccessAssignment {
  const raw = value as DelegatedAdminAccessAssignment;
  return {
    assignmentId: raw.id ?? '',
    groupId: asGuid(raw.accessContainer?.accessContainerId ?? '') ?? '',
    active: raw.status === 'active',
    roleIds: rolesOf(raw.accessDetails),
  };
}

const instantOf = (text: string | null | undefined): number | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
};

/** A state that Graph may add later is taken for one that gives nobody anything. */
const statusOf = (text: string): RelationshipStatus =>
  RELATIONSHIP_STATUSES.find((status) => status === text) ?? 'terminated';

function relationshipFrom(
  raw: DelegatedAdminRelationship,
  assignments: readonly AccessAssignment[],
): Relationship {
  const { customer } = raw;
  return {
    relationshipId: raw.id ?? '',
    displayName: raw.displayName ?? '',
    customerId: (asGuid(customer?.tenantId ?? '') ?? '') satisfies TenantId,
    customerName: customer?.displayName ?? '',
    status: statusOf(raw.status ?? ''),
    createdAt: instantOf(raw.createdDateTime) ?? 0,
    activatedAt: instantOf(raw.activatedDateTime),
    endsAt: instantOf(raw.endDateTime),
    autoExtends: (raw.autoExtendDuration ?? 'PT0S') !== 'PT0S',
    roleIds: rolesOf(raw.accessDetails),
    assignments,
  };
}

async function translated<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw graphRefusal(error);
  }
}
