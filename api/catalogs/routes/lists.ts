import { mayTouch } from '../../http/authorise.ts';
import { route, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { notFound } from '../../kernel/errors.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import { toIso } from '../../kernel/time.ts';
import { listPeople, unlistPeople } from '../../seats/actions/lists.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { peoplePage } from '../../seats/actions/search.ts';
import { groupsIn } from '../../seats/rules/enrolment.ts';
import type { Person } from '../../seats/rules/person.ts';
import { readCatalog } from '../actions/catalogs.ts';
import { linkGroup } from '../actions/group-links.ts';
import {
  catalogParams,
  endingShape,
  listEntryPage,
  listEntryParams,
  listEntryShape,
  listQuery,
  outcomesShape,
  whomShape,
  type ListEntryShape,
} from '../contract.ts';
import { endingOf } from './enrolments.ts';
import { answerToGroup } from './groups.ts';

/** A person as the Users list shows it; null for somebody who is not on it. */
function view(person: Person, catalogId: CatalogId): ListEntryShape | null {
  const entry = person.catalogs[catalogId];
  if (entry === undefined) return null;
  return {
    personId: person.personId,
    displayName: person.displayName,
    counted: person.counted,
    listedAt: toIso(entry.listedAt),
    liveEnrolments: entry.live,
    direct: entry.sources.includes('direct'),
    groupIds: groupsIn(entry.sources),
  };
}

/** A catalog's Users list. */
export const userListRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/people',
    summary: 'The Users list of a catalog, by name',
    access: 'catalogAdmins',
    params: catalogParams,
    query: listQuery,
    answers: { 200: listEntryPage },
    act: async ({ world, caller, params, query }) => {
      mayTouch(caller, params.catalogId);
      await readCatalog(world, caller.tenant, params.catalogId);
      const page = await peoplePage(world, caller.tenant, { ...query, ...params });
      const items = page.items.flatMap((person) => view(person, params.catalogId) ?? []);
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/people/{personId}',
    summary: 'One person on the Users list',
    access: 'catalogAdmins',
    params: listEntryParams,
    answers: { 200: listEntryShape },
    act: async ({ world, caller, params }) => {
      const { catalogId, personId } = params;
      mayTouch(caller, catalogId);
      await readCatalog(world, caller.tenant, catalogId);
      const held = await readPerson(world, caller.tenant, personId);
      const body = held === null ? null : view(held.doc, catalogId);
      if (body === null) throw notFound('list entry');
      return { status: 200, body };
    },
  }),
  route({
    method: 'post',
    path: '/api/catalogs/{catalogId}/people',
    summary: 'Put up to 1,000 people, or a group, on the Users list; it takes no seat (L-9)',
    access: 'catalogAdmins',
    params: catalogParams,
    body: whomShape,
    idempotent: true,
    answers: { 200: outcomesShape, 202: jobShape },
    act: async ({ world, caller, actor, params, body }) => {
      const { catalogId } = params;
      mayTouch(caller, catalogId);
      await readCatalog(world, caller.tenant, catalogId);
      if (body.groupId !== undefined) {
        const target = { catalogId, trainingId: null };
        const job = await linkGroup(world, caller.tenant, actor, target, body.groupId);
        return answerToGroup(world, caller.tenant, job);
      }
      const personIds = [...new Set(body.personIds)];
      const outcomes = await listPeople(world, caller.tenant, actor, catalogId, personIds);
      const results = personIds.map((personId) => ({ personId, ...outcomes.get(personId) }));
      return { status: 200, body: { results } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/catalogs/{catalogId}/people/{personId}',
    summary: 'Take a person off the Users list; the enrolments in this catalog end (L-8, S-4)',
    access: 'catalogAdmins',
    params: listEntryParams,
    refuses: ['held-by-group'],
    answers: { 200: endingShape },
    act: async ({ world, caller, actor, params }) => {
      const { catalogId, personId } = params;
      mayTouch(caller, catalogId);
      await readCatalog(world, caller.tenant, catalogId);
      const outcomes = await unlistPeople(world, caller.tenant, actor, catalogId, [personId]);
      return { status: 200, body: endingOf(personId, outcomes.get(personId), 'list entry') };
    },
  }),
];
