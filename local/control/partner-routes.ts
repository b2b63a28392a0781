import { Router } from 'express';
import type { Clock } from '../clock.ts';
import { relationshipAt } from '../tenants/relationship.ts';
import type { NewAssignment, NewRelationship } from '../tenants/relationship.ts';
import type { AssignmentChanges, RelationshipChanges } from '../tenants/relationship-book.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { ControlProblem, read } from './problem.ts';
import {
  assignmentChangesShape,
  newAssignmentShape,
  newRelationshipShape,
  relationshipChangesShape,
} from './shapes.ts';
import type { TenantOf } from './tenant-routes.ts';

/** A partner's relationships with customers, and the directory roles that users hold. */
export function partnerRoutes(clock: Clock, tenantOf: TenantOf): Router {
  const router = Router();

  router.get('/tenants/:id/relationships', (request, response) => {
    const items = tenantOf(request.params.id)
      .relationships.all()
      .map((relationship) => relationshipAt(relationship, clock.now()));
    response.json({ items });
  });

  router.post('/tenants/:id/relationships', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const relationship = read(newRelationshipShape, request.body) as NewRelationship;
    tenant.perform({ act: 'addRelationship', relationship });
    response.status(201).json(tenant.relationships.all().at(-1));
  });

  router.patch('/tenants/:id/relationships/:relationshipId', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { relationshipId } = request.params;
    const { endsAt, ...others } = read(relationshipChangesShape, request.body);
    const end = endsAt === undefined ? {} : { endsAt: endsAt === null ? null : Date.parse(endsAt) };
    const changes = { ...others, ...end } as RelationshipChanges;
    tenant.perform({ act: 'changeRelationship', id: relationshipId, changes });
    response.json(truth(tenant, relationshipId, clock));
  });

  router.post('/tenants/:id/relationships/:relationshipId/assignments', (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { relationshipId } = request.params;
    const assignment = read(newAssignmentShape, request.body) as NewAssignment;
    tenant.perform({ act: 'addAssignment', relationshipId, assignment });
    response.status(201).json(truth(tenant, relationshipId, clock));
  });

  router.patch(
    '/tenants/:id/relationships/:relationshipId/assignments/:assignmentId',
    (request, response) => {
      const tenant = tenantOf(request.params.id);
      const { relationshipId, assignmentId } = request.params;
      const changes = read(assignmentChangesShape, request.body) as AssignmentChanges;
      tenant.perform({ act: 'changeAssignment', relationshipId, id: assignmentId, changes });
      response.json(truth(tenant, relationshipId, clock));
    },
  );

  router.put('/tenants/:id/users/:userId/directory-roles/:roleTemplateId', (request, response) => {
    const { id, userId, roleTemplateId } = request.params;
    tenantOf(id).perform({ act: 'assignDirectoryRole', userId, roleTemplateId });
    response.status(204).end();
  });

  router.delete(
    '/tenants/:id/users/:userId/directory-roles/:roleTemplateId',
    (request, response) => {
      const { id, userId, roleTemplateId } = request.params;
      tenantOf(id).perform({ act: 'removeDirectoryRole', userId, roleTemplateId });
      response.status(204).end();
    },
  );

  return router;
}

function truth(tenant: Tenant, relationshipId: string, clock: Clock) {
  const relationship = tenant.relationships.byId(relationshipId);
  if (relationship) return relationshipAt(relationship, clock.now());
  throw new ControlProblem(
    404,
    'not-found',
    `No relationship has the id ${relationshipId}: take one from the list of relationships.`,
  );
}
