import { etagOf } from '../../http/etag.ts';
import { mayTouch } from '../../http/authorise.ts';
import { route, type Answer, type Caller, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import { toIso, toIsoOrNull } from '../../kernel/time.ts';
import type { World } from '../../ports/world.ts';
import { readCatalog } from '../../catalogs/actions/catalogs.ts';
import { explainSeat, type ExplainedSeat } from '../actions/explaining.ts';
import { exportPeople } from '../actions/export.ts';
import { createFlowUser } from '../actions/flow.ts';
import { beginRemoval, setFlow } from '../actions/removal.ts';
import { readPerson } from '../actions/reading.ts';
import { peoplePage } from '../actions/search.ts';
import {
  newPersonShape,
  peopleFileQuery,
  peoplePageShape,
  peopleQuery,
  personParams,
  personShape,
  seatShape,
  type PersonShape,
  type ReasonShape,
} from '../contract.ts';
import type { Reason } from '../rules/explanation.ts';
import type { Person } from '../rules/person.ts';

const view = (person: Person): PersonShape => ({
  id: person.personId,
  displayName: person.displayName,
  userName: person.userName,
  mail: person.mail,
  guest: person.guest,
  account: person.account,
  counted: person.counted,
  since: toIsoOrNull(person.countedSince),
  standing: person.standing,
});

function reasonView(reason: Reason, typeOf: ExplainedSeat['typeOf']): ReasonShape {
  if (reason.code !== 'enrolment') return { code: reason.code, since: toIso(reason.since) };
  const { trainingId, catalogId, groupId } = reason;
  return {
    code: 'enrolment',
    ...(typeOf.get(trainingId) === 'plan' ? { planId: trainingId } : { courseId: trainingId }),
    catalogId,
    ...(groupId === null ? {} : { groupId }),
    since: toIso(reason.since),
  };
}

/** The explanation of a seat, as far as the caller may see it. */
async function seatAnswer(world: World, caller: Caller, personId: PersonId): Promise<Answer> {
  const own = caller.isAdmin || caller.personId === personId ? null : caller.ownCatalogs;
  const { explanation, typeOf } = await explainSeat(world, caller.tenant, personId, own);
  const reasons = (list: readonly Reason[]) => list.map((reason) => reasonView(reason, typeOf));
  return {
    status: 200,
    body: {
      personId,
      counted: explanation.counted,
      since: toIsoOrNull(explanation.since),
      because: reasons(explanation.because),
      blockedBy: explanation.blockedBy.map((code) => ({ code })),
      freedBy: explanation.freedBy.map((freeing) =>
        freeing.code === 'end-everything'
          ? { code: freeing.code, reasons: reasons(freeing.reasons) }
          : { code: freeing.code },
      ),
    },
  };
}

/** Only for oneself, or for admins. */
function selfOrAdmin(caller: Caller, personId: PersonId): void {
  if (caller.isAdmin || caller.personId === personId) return;
  throw new AppError(
    'role-missing',
    'This is for administrators, and for each person alone. Ask an administrator.',
  );
}

/** Admins list everybody; a catalog admin the people of one of the own catalogs. */
async function mayList(world: World, caller: Caller, catalogId?: CatalogId): Promise<void> {
  if (catalogId !== undefined) {
    mayTouch(caller, catalogId);
    await readCatalog(world, caller.tenant, catalogId);
  } else if (!caller.isAdmin) {
    throw new AppError(
      'role-missing',
      'A catalog administrator sees the people of the own catalogs: name one with catalogId.',
    );
  }
}

/** People: who counts, why, and the acts on one person. */
export const peopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/people',
    summary: 'People by name; a catalog admin names one of the own catalogs',
    access: 'catalogAdmins',
    query: peopleQuery,
    refuses: ['not-found'],
    answers: { 200: peoplePageShape },
    act: async ({ world, caller, query }) => {
      await mayList(world, caller, query.catalogId);
      const page = await peoplePage(world, caller.tenant, query);
      return {
        status: 200,
        body: { items: page.items.map(view), nextCursor: page.nextCursor },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/people/file',
    summary: 'People as CSV, by the same filters',
    access: 'catalogAdmins',
    query: peopleFileQuery,
    refuses: ['not-found'],
    answers: { 200: 'text/csv' },
    act: async ({ world, caller, query }) => {
      await mayList(world, caller, query.catalogId);
      const headers = {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="people.csv"',
      };
      return { status: 200, headers, body: await exportPeople(world, caller.tenant, query) };
    },
  }),
  route({
    method: 'post',
    path: '/api/people',
    summary: 'Make a Flow user without a directory account; it counts once it is activated (L-6)',
    access: 'admins',
    body: newPersonShape,
    idempotent: true,
    answers: { 201: personShape },
    act: async ({ world, caller, actor, body }) => {
      const person = await createFlowUser(world, caller.tenant, actor, {
        displayName: body.displayName,
        mail: body.mail ?? null,
      });
      const headers = { Location: `/api/people/${person.personId}` };
      return { status: 201, headers, body: view(person) };
    },
  }),
  route({
    method: 'get',
    path: '/api/people/{personId}',
    summary: 'One person',
    access: 'catalogAdmins',
    params: personParams,
    answers: { 200: personShape },
    act: async ({ world, caller, params }) => {
      const held = await readPerson(world, caller.tenant, params.personId);
      const lists = Object.keys(held?.doc.catalogs ?? {});
      const mayRead = caller.isAdmin || lists.some((id) => caller.ownCatalogs.has(id));
      if (held === null || !mayRead) throw notFound('person');
      return { status: 200, headers: { ETag: etagOf(held.version) }, body: view(held.doc) };
    },
  }),
  route({
    method: 'delete',
    path: '/api/people/{personId}',
    summary: 'Remove a person entirely: the seat is free at once (L-7, S-6)',
    access: 'admins',
    params: personParams,
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params }) =>
      accepted(await beginRemoval(world, caller.tenant, actor, params.personId)),
  }),
  route({
    method: 'get',
    path: '/api/people/{personId}/seat',
    summary: 'Why a person counts or not, since when, and what would free the seat',
    access: 'signedIn',
    params: personParams,
    answers: { 200: seatShape },
    act: async ({ world, caller, params }) => {
      if (!caller.roles.has('catalogAdmin')) selfOrAdmin(caller, params.personId);
      return seatAnswer(world, caller, params.personId);
    },
  }),
  route({
    method: 'post',
    path: '/api/people/{personId}/flow-activation',
    summary: 'A Flow user activates the account (L-6)',
    access: 'signedIn',
    params: personParams,
    idempotent: true,
    answers: { 200: seatShape },
    act: async ({ world, caller, actor, params }) => {
      selfOrAdmin(caller, params.personId);
      await setFlow(world, caller.tenant, actor, params.personId, true, caller.isAdmin);
      return seatAnswer(world, caller, params.personId);
    },
  }),
  route({
    method: 'delete',
    path: '/api/people/{personId}/flow-activation',
    summary: 'End a Flow activation',
    access: 'signedIn',
    params: personParams,
    answers: { 200: seatShape },
    act: async ({ world, caller, actor, params }) => {
      selfOrAdmin(caller, params.personId);
      await setFlow(world, caller.tenant, actor, params.personId, false, caller.isAdmin);
      return seatAnswer(world, caller, params.personId);
    },
  }),
];
