import { mayTouch } from '../../http/authorise.ts';
import { etagOf } from '../../http/etag.ts';
import { route, type Answer, type Caller, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { notFound } from '../../kernel/errors.ts';
import type { TrainingId } from '../../kernel/ids.ts';
import { toIso } from '../../kernel/time.ts';
import type { Held } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { trainingTotal } from '../../seats/actions/figures.ts';
import { previewDeletion } from '../../seats/actions/preview.ts';
import { deletionPreviewShape } from '../../seats/contract.ts';
import { readCatalog } from '../actions/catalogs.ts';
import { deleteTraining } from '../actions/deletion.ts';
import { trainingsPage } from '../actions/listing.ts';
import { changeTraining, createTraining, readTraining } from '../actions/trainings.ts';
import {
  catalogParams,
  listQuery,
  newTrainingShape,
  trainingChangeShape,
  trainingPage,
  trainingShape,
  type TrainingShape,
} from '../contract.ts';
import type { Training } from '../rules.ts';
import type { TrainingWord } from './training-words.ts';

/** The course or plan, where the caller may see it; another's is as one that does not exist. */
export async function trainingFor(
  world: World,
  caller: Caller,
  { type, noun }: TrainingWord,
  trainingId: TrainingId,
): Promise<Held<Training>> {
  const held = await readTraining(world, caller.tenant, trainingId, type);
  if (!caller.isAdmin && !caller.ownCatalogs.has(held.doc.catalogId)) throw notFound(noun);
  return held;
}

async function view(world: World, caller: Caller, training: Training): Promise<TrainingShape> {
  return {
    id: training.trainingId,
    catalogId: training.catalogId,
    name: training.name,
    published: training.published,
    createdAt: toIso(training.createdAt),
    liveEnrolments: await trainingTotal(world, caller.tenant, training.trainingId),
  };
}

const answer = async (
  world: World,
  caller: Caller,
  status: number,
  held: Held<Training>,
): Promise<Answer> => ({
  status,
  headers: { ETag: etagOf(held.version) },
  body: await view(world, caller, held.doc),
});

/** Courses, or training plans: the two are made, read, published and deleted alike. */
export const trainingRoutes = (word: TrainingWord): readonly Route[] => [
  route({
    method: 'get',
    path: `/api/catalogs/{catalogId}/${word.path}`,
    summary: `The ${word.noun}s of a catalog by name`,
    access: 'catalogAdmins',
    params: catalogParams,
    query: listQuery,
    answers: { 200: trainingPage },
    act: async ({ world, caller, params, query }) => {
      mayTouch(caller, params.catalogId);
      const { tenant } = caller;
      await readCatalog(world, tenant, params.catalogId);
      const page = await trainingsPage(world, tenant, params.catalogId, word.type, query);
      const items = await Promise.all(page.items.map((training) => view(world, caller, training)));
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'post',
    path: `/api/catalogs/{catalogId}/${word.path}`,
    summary: `Make a ${word.noun}`,
    access: 'catalogAdmins',
    params: catalogParams,
    body: newTrainingShape,
    idempotent: true,
    answers: { 201: trainingShape },
    act: async ({ world, caller, actor, params, body }) => {
      mayTouch(caller, params.catalogId);
      const wanted = { ...params, ...body, type: word.type };
      const held = await createTraining(world, caller.tenant, actor, wanted);
      const made = await answer(world, caller, 201, held);
      const Location = `/api/${word.path}/${held.doc.trainingId}`;
      return { ...made, headers: { ...made.headers, Location } };
    },
  }),
  route({
    method: 'get',
    path: `/api/${word.path}/{${word.param}}`,
    summary: `One ${word.noun}`,
    access: 'catalogAdmins',
    params: word.params,
    answers: { 200: trainingShape },
    act: async ({ world, caller, params }) =>
      answer(world, caller, 200, await trainingFor(world, caller, word, word.idIn(params))),
  }),
  route({
    method: 'patch',
    path: `/api/${word.path}/{${word.param}}`,
    summary: `Rename, publish or unpublish a ${word.noun}; the count stays (L-4)`,
    access: 'catalogAdmins',
    params: word.params,
    body: trainingChangeShape,
    versioned: true,
    answers: { 200: trainingShape },
    act: async ({ world, caller, actor, params, body, ifMatch }) => {
      const { trainingId } = (await trainingFor(world, caller, word, word.idIn(params))).doc;
      const held = await changeTraining(world, caller.tenant, actor, trainingId, body, ifMatch);
      return answer(world, caller, 200, held);
    },
  }),
  route({
    method: 'delete',
    path: `/api/${word.path}/{${word.param}}`,
    summary: `Delete a ${word.noun}: its enrolments end and the seats are freed (L-5, S-7)`,
    access: 'catalogAdmins',
    params: word.params,
    versioned: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params, ifMatch }) => {
      const { doc } = await trainingFor(world, caller, word, word.idIn(params));
      const { tenant } = caller;
      return accepted(
        await deleteTraining(world, tenant, actor, doc.trainingId, word.type, ifMatch),
      );
    },
  }),
  route({
    method: 'get',
    path: `/api/${word.path}/{${word.param}}/deletion-preview`,
    summary: `What deleting the ${word.noun} would end, and how many seats it would free`,
    access: 'catalogAdmins',
    params: word.params,
    answers: { 200: deletionPreviewShape },
    act: async ({ world, caller, params }) => {
      const { trainingId } = (await trainingFor(world, caller, word, word.idIn(params))).doc;
      return { status: 200, body: await previewDeletion(world, caller.tenant, { trainingId }) };
    },
  }),
];
