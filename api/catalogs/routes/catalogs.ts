import { mayTouch } from '../../http/authorise.ts';
import { etagOf } from '../../http/etag.ts';
import { route, type Answer, type Caller, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { toIso } from '../../kernel/time.ts';
import type { Held } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { catalogTotals } from '../../seats/actions/figures.ts';
import { previewDeletion } from '../../seats/actions/preview.ts';
import { deletionPreviewShape } from '../../seats/contract.ts';
import { createCatalog, readCatalog, renameCatalog } from '../actions/catalogs.ts';
import { deleteCatalog } from '../actions/deletion.ts';
import { catalogsPage } from '../actions/listing.ts';
import {
  catalogPage,
  catalogParams,
  catalogShape,
  listQuery,
  namedShape,
  type CatalogShape,
} from '../contract.ts';
import type { Catalog } from '../rules.ts';

async function view(world: World, caller: Caller, catalog: Catalog): Promise<CatalogShape> {
  const { used, listed, live } = await catalogTotals(world, caller.tenant, catalog.catalogId);
  return {
    id: catalog.catalogId,
    name: catalog.name,
    createdAt: toIso(catalog.createdAt),
    used,
    listed,
    liveEnrolments: live,
  };
}

const answer = async (
  world: World,
  caller: Caller,
  status: number,
  held: Held<Catalog>,
): Promise<Answer> => ({
  status,
  headers: { ETag: etagOf(held.version) },
  body: await view(world, caller, held.doc),
});

/** Catalogs: who has none sees none, a catalog admin sees the own ones. */
export const catalogRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/catalogs',
    summary: 'The catalogs by name, each with its figures',
    access: 'catalogAdmins',
    query: listQuery,
    answers: { 200: catalogPage },
    act: async ({ world, caller, query }) => {
      const own = caller.isAdmin ? null : caller.ownCatalogs;
      const page = await catalogsPage(world, caller.tenant, own, query);
      const items = await Promise.all(page.items.map((catalog) => view(world, caller, catalog)));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'post',
    path: '/api/catalogs',
    summary: 'Make a catalog',
    access: 'admins',
    body: namedShape,
    idempotent: true,
    answers: { 201: catalogShape },
    act: async ({ world, caller, actor, body }) => {
      const held = await createCatalog(world, caller.tenant, actor, body.name);
      const made = await answer(world, caller, 201, held);
      const Location = `/api/catalogs/${held.doc.catalogId}`;
      return { ...made, headers: { ...made.headers, Location } };
    },
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}',
    summary: 'One catalog with its figures',
    access: 'catalogAdmins',
    params: catalogParams,
    answers: { 200: catalogShape },
    act: async ({ world, caller, params }) => {
      mayTouch(caller, params.catalogId);
      const held = await readCatalog(world, caller.tenant, params.catalogId);
      return answer(world, caller, 200, held);
    },
  }),
  route({
    method: 'patch',
    path: '/api/catalogs/{catalogId}',
    summary: 'Rename a catalog',
    access: 'catalogAdmins',
    params: catalogParams,
    body: namedShape,
    versioned: true,
    answers: { 200: catalogShape },
    act: async ({ world, caller, actor, params, body, ifMatch }) => {
      mayTouch(caller, params.catalogId);
      const { tenant } = caller;
      const held = await renameCatalog(world, tenant, actor, params.catalogId, body.name, ifMatch);
      return answer(world, caller, 200, held);
    },
  }),
  route({
    method: 'delete',
    path: '/api/catalogs/{catalogId}',
    summary: 'Delete a catalog with its courses, plans, enrolments and Users list (S-7)',
    access: 'admins',
    params: catalogParams,
    versioned: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params, ifMatch }) =>
      accepted(await deleteCatalog(world, caller.tenant, actor, params.catalogId, ifMatch)),
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/deletion-preview',
    summary: 'What deleting the catalog would end, and how many seats it would free',
    access: 'catalogAdmins',
    params: catalogParams,
    answers: { 200: deletionPreviewShape },
    act: async ({ world, caller, params }) => {
      mayTouch(caller, params.catalogId);
      await readCatalog(world, caller.tenant, params.catalogId);
      return { status: 200, body: await previewDeletion(world, caller.tenant, params) };
    },
  }),
];
