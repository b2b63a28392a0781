import { mayTouch } from '../../http/authorise.ts';
import { route, type Route } from '../../http/route.ts';
import { toIso } from '../../kernel/time.ts';
import { assignCatalogAdmin, readCatalogAdmin, withdrawCatalogAdmin } from '../actions/admins.ts';
import { readCatalog } from '../actions/catalogs.ts';
import { catalogAdminsPage } from '../actions/listing.ts';
import {
  catalogAdminPage,
  catalogAdminParams,
  catalogAdminShape,
  catalogParams,
  listQuery,
} from '../contract.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import type { Person } from '../../seats/rules/person.ts';
import type { CatalogAdmin } from '../rules.ts';

const view = (admin: CatalogAdmin, person: Person | null) => ({
  personId: admin.personId,
  displayName: person?.displayName ?? null,
  userName: person?.userName ?? null,
  addedAt: toIso(admin.addedAt),
});

/** Who administers a catalog. LMS admins are not catalog admins by themselves, but may make themselves one (L-36). */
export const catalogAdminRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/admins',
    summary: 'The catalog admins of a catalog',
    access: 'catalogAdmins',
    params: catalogParams,
    query: listQuery,
    answers: { 200: catalogAdminPage },
    act: async ({ world, caller, params, query }) => {
      mayTouch(caller, params.catalogId);
      await readCatalog(world, caller.tenant, params.catalogId);
      const page = await catalogAdminsPage(world, caller.tenant, params.catalogId, query);
      const items = page.items.map(({ admin, person }) => view(admin, person));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/admins/{personId}',
    summary: 'Whether a person is an admin of the catalog, and since when',
    access: 'catalogAdmins',
    params: catalogAdminParams,
    answers: { 200: catalogAdminShape },
    act: async ({ world, caller, params }) => {
      const { catalogId, personId } = params;
      mayTouch(caller, catalogId);
      const admin = await readCatalogAdmin(world, caller.tenant, catalogId, personId);
      const person = (await peopleById(world, caller.tenant, [personId])).get(personId) ?? null;
      return { status: 200, body: view(admin, person) };
    },
  }),
  route({
    method: 'put',
    path: '/api/catalogs/{catalogId}/admins/{personId}',
    summary: 'Make a person an admin of the catalog; the role itself is given in Entra ID (A-2)',
    access: 'admins',
    params: catalogAdminParams,
    answers: { 200: catalogAdminShape },
    act: async ({ world, caller, actor, params }) => {
      const { catalogId, personId } = params;
      const admin = await assignCatalogAdmin(world, caller.tenant, actor, catalogId, personId);
      const person = (await peopleById(world, caller.tenant, [personId])).get(personId) ?? null;
      return { status: 200, body: view(admin, person) };
    },
  }),
  route({
    method: 'delete',
    path: '/api/catalogs/{catalogId}/admins/{personId}',
    summary: 'Take the catalog from a catalog admin',
    access: 'admins',
    params: catalogAdminParams,
    answers: { 204: null },
    act: async ({ world, caller, actor, params }) => {
      const { catalogId, personId } = params;
      await withdrawCatalogAdmin(world, caller.tenant, actor, catalogId, personId);
      return { status: 204 };
    },
  }),
];
