import {
  relationshipAt,
  type AccessAssignment,
  type Relationship,
} from '../tenants/relationship.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest, GraphRoute } from './context.ts';
import { badRequest, GraphRefusal, unsupportedQuery } from './errors.ts';
import { parseFilter } from './filter.ts';
import { listAnswer } from './list.ts';
import { placedAfter } from './placed.ts';
import { READ_RELATIONSHIPS } from './permissions.ts';

/** Graph gives at most so many relationships or customers in one page. */
const MOST_TOP = 300;

const RELATIONSHIPS = '/tenantRelationships/delegatedAdminRelationships';

export const RELATIONSHIP_ROUTES: readonly GraphRoute[] = [
  route(RELATIONSHIPS, listRelationships),
  route(`${RELATIONSHIPS}/{id}`, getRelationship),
  route(`${RELATIONSHIPS}/{id}/accessAssignments`, listAssignments),
  route(`${RELATIONSHIPS}/{id}/accessAssignments/{assignmentId}`, getAssignment),
  route('/tenantRelationships/delegatedAdminCustomers', listCustomers),
  route('/tenantRelationships/delegatedAdminCustomers/{id}', getCustomer),
];

function route(path: string, handle: GraphRoute['handle']): GraphRoute {
  return { method: 'GET', path, permissions: READ_RELATIONSHIPS, resourceUnits: 1, handle };
}

/** What the relationships can be filtered by. */
const FILTERABLE = ['id', 'displayName', 'status', 'customer/tenantId', 'customer/displayName'];

function listRelationships(request: GraphRequest): Answer {
  refuseLargePage(request);
  const filter = filterOf(request, FILTERABLE, 'delegatedAdminRelationship');
  const fits = (relationship: Relationship): boolean =>
    filter?.fits({
      id: relationship.id,
      displayName: relationship.displayName,
      status: relationship.status,
      'customer/tenantId': relationship.customerId,
      'customer/displayName': relationship.customerName,
    }) ?? true;
  const all = standingNow(request);
  return listAnswer(request, {
    context: 'tenantRelationships/delegatedAdminRelationships',
    after: (place) => placedAfter(all, place),
    fits,
    show: (relationship) => selected(request, relationshipResource(relationship)),
    total: undefined,
  });
}

function getRelationship(request: GraphRequest): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#tenantRelationships/delegatedAdminRelationships/$entity`,
      ...selected(request, relationshipResource(relationshipInPath(request))),
    },
  };
}

function listAssignments(request: GraphRequest): Answer {
  refuseLargePage(request);
  const filter = filterOf(request, ['id', 'status'], 'delegatedAdminAccessAssignment');
  const { assignments } = relationshipInPath(request);
  return listAnswer(request, {
    context: 'tenantRelationships/delegatedAdminRelationships/accessAssignments',
    after: (place) => placedAfter(assignments, place),
    fits: ({ id, status }) => filter?.fits({ id, status }) ?? true,
    show: (assignment) => selected(request, assignmentResource(assignment)),
    total: undefined,
  });
}

function getAssignment(request: GraphRequest): Answer {
  const id = request.params['assignmentId'] ?? '';
  const found = relationshipInPath(request).assignments.find((one) => one.id === id);
  if (!found) throw gone(id);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#tenantRelationships/delegatedAdminRelationships/accessAssignments/$entity`,
      ...selected(request, assignmentResource(found)),
    },
  };
}

/** Whoever has approved a relationship, each once. */
function listCustomers(request: GraphRequest): Answer {
  refuseLargePage(request);
  const filter = filterOf(request, ['tenantId', 'displayName'], 'delegatedAdminCustomer');
  const all = customersOf(request);
  return listAnswer(request, {
    context: 'tenantRelationships/delegatedAdminCustomers',
    after: (place) => placedAfter(all, place),
    fits: (customer) => filter?.fits(customer) ?? true,
    show: (customer) => selected(request, customer),
    total: undefined,
  });
}

function getCustomer(request: GraphRequest): Answer {
  const id = request.params['id'] ?? '';
  const customer = customersOf(request).find(({ tenantId }) => tenantId === id.toLowerCase());
  if (!customer) throw gone(id);
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#tenantRelationships/delegatedAdminCustomers/$entity`,
      ...selected(request, customer),
    },
  };
}

function standingNow({ tenant, clock }: GraphRequest): Relationship[] {
  const nowMs = clock.now();
  return tenant.relationships.all().map((relationship) => relationshipAt(relationship, nowMs));
}

function relationshipInPath(request: GraphRequest): Relationship {
  const id = request.params['id'] ?? '';
  const relationship = request.tenant.relationships.byId(id);
  if (!relationship) throw gone(id);
  return relationshipAt(relationship, request.clock.now());
}

function customersOf({ tenant }: GraphRequest): { tenantId: string }[] {
  const approved = tenant.relationships
    .all()
    .filter(({ activatedAt, customerId }) => activatedAt !== null && customerId !== null);
  const byTenant = new Map(
    approved.map(({ customerId, customerName }) => [customerId ?? '', customerName]),
  );
  return [...byTenant].map(([tenantId, displayName]) => ({
    '@odata.etag': etagOf(tenantId),
    id: tenantId,
    tenantId,
    displayName,
  }));
}

function relationshipResource(relationship: Relationship): Record<string, unknown> {
  const { customerId, customerName, modifiedAt } = relationship;
  return {
    '@odata.etag': etagOf(`${relationship.id}${modifiedAt}`),
    id: relationship.id,
    displayName: relationship.displayName,
    duration: `P${relationship.durationDays}D`,
    customer:
      customerId === null ? null : { tenantId: customerId, displayName: customerName ?? null },
    accessDetails: accessDetails(relationship.roles),
    status: relationship.status,
    autoExtendDuration: relationship.extendsItself ? 'P180D' : 'PT0S',
    createdDateTime: instant(relationship.createdAt),
    lastModifiedDateTime: instant(modifiedAt),
    activatedDateTime: instant(relationship.activatedAt),
    endDateTime: instant(relationship.endsAt),
  };
}

function assignmentResource(assignment: AccessAssignment): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.delegatedAdminAccessAssignment',
    '@odata.etag': etagOf(`${assignment.id}${assignment.modifiedAt}`),
    id: assignment.id,
    status: assignment.status,
    createdDateTime: instant(assignment.createdAt),
    lastModifiedDateTime: instant(assignment.modifiedAt),
    accessContainer: {
      accessContainerId: assignment.groupId,
      accessContainerType: 'securityGroup',
    },
    accessDetails: accessDetails(assignment.roles),
  };
}

const accessDetails = (roles: readonly string[]) => ({
  unifiedRoles: roles.map((roleDefinitionId) => ({ roleDefinitionId })),
});

const instant = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();

const etagOf = (words: string): string => `W/"${Buffer.from(words).toString('base64')}"`;

/** What $select leaves of a resource; annotations and the id stay. */
function selected(
  { query }: GraphRequest,
  resource: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { select } = query;
  if (select === undefined) return { ...resource };
  return Object.fromEntries(
    Object.entries(resource).filter(
      ([property]) => property.startsWith('@') || property === 'id' || select.includes(property),
    ),
  );
}

function filterOf(request: GraphRequest, known: readonly string[], type: string) {
  const filter = request.query.filter === undefined ? undefined : parseFilter(request.query.filter);
  const unknown = filter?.properties.find((property) => !known.includes(property));
  if (unknown === undefined) return filter;
  throw badRequest(
    `Invalid filter clause: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`,
  );
}

function refuseLargePage({ query }: GraphRequest): void {
  if ((query.top ?? 0) <= MOST_TOP) return;
  throw unsupportedQuery(
    `Invalid page size specified: '${query.top ?? 0}'. Must be between 1 and ${MOST_TOP} inclusive.`,
  );
}

function gone(id: string): GraphRefusal {
  return new GraphRefusal(404, 'notFound', `The resource '${id}' was not found.`);
}
