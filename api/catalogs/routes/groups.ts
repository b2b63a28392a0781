import { z } from 'zod';
import { mayTouch } from '../../http/authorise.ts';
import { guid } from '../../http/contract.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import { readJob } from '../../jobs/actions.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import type { Job } from '../../jobs/rules.ts';
import { AppError, type ErrorCode } from '../../kernel/errors.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import { readCatalog } from '../actions/catalogs.ts';
import { linksTo, unlinkGroup, type LinkedGroup } from '../actions/group-links.ts';
import { catalogParams, linkedGroupPage, PEOPLE_PER_REQUEST_MAX } from '../contract.ts';
import { trainingFor } from './trainings.ts';
import type { TrainingWord } from './training-words.ts';

/** How long a request waits for a small group, so that it can be answered at once; a larger one goes on as a job. */
const GROUP_WAIT_MS = 4_000;
const LOOK_EVERY_MS = 25;

/** How the job that links a group ended, as its result. */
export interface GroupOutcome {
  readonly people: number;
  /** Left out where there are more people than an answer holds. */
  readonly results?: readonly { readonly personId: string; readonly outcome: string }[];
}

/**
 * Answers a request for a group: the outcome for each member where the group is small, else 202 and the job.
 * @throws AppError what the job found wrong with the group
 */
export async function answerToGroup(world: World, tenant: Tenant, begun: Job): Promise<Answer> {
  const until = Date.now() + GROUP_WAIT_MS;
  let job = begun;
  while (job.open && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    job = await readJob(world, tenant, job.jobId);
  }
  if (job.failure !== null) {
    throw new AppError(job.failure.code as ErrorCode, job.failure.detail);
  }
  const outcome = job.result as GroupOutcome | null;
  if (job.open || outcome?.results === undefined) return accepted(job);
  const results = outcome.results.slice(0, PEOPLE_PER_REQUEST_MAX);
  const names = await namesOf(
    world,
    tenant,
    results.map(({ personId }) => personId),
  );
  const named = results.map((result) => ({ ...names.get(result.personId), ...result }));
  return { status: 200, body: { results: named } };
}

const view = (groups: readonly LinkedGroup[]) => ({ items: groups, nextCursor: null });

/** The groups whose members are enrolled in a course or plan, and the end of that. */
export const trainingGroupRoutes = (word: TrainingWord): readonly Route[] => [
  route({
    method: 'get',
    path: `/api/${word.path}/{${word.param}}/groups`,
    summary: `The groups whose members are enrolled in a ${word.noun} (L-13)`,
    access: 'catalogAdmins',
    params: word.params,
    answers: { 200: linkedGroupPage },
    act: async ({ world, caller, params }) => {
      const { doc } = await trainingFor(world, caller, word, word.idIn(params));
      return { status: 200, body: view(await linksTo(world, caller.tenant, doc.trainingId)) };
    },
  }),
  route({
    method: 'delete',
    path: `/api/${word.path}/{${word.param}}/groups/{groupId}`,
    summary: `End what came through a group into a ${word.noun} (S-6)`,
    access: 'catalogAdmins',
    params: z.intersection(word.params, z.object({ groupId: guid })),
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params }) => {
      const { doc } = await trainingFor(world, caller, word, word.idIn(params));
      return accepted(await unlinkGroup(world, caller.tenant, actor, doc, params.groupId));
    },
  }),
];

/** The groups whose members are on a Users list by themselves, and the end of that. */
export const listGroupRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/catalogs/{catalogId}/groups',
    summary: 'The groups whose members are on the Users list',
    access: 'catalogAdmins',
    params: catalogParams,
    answers: { 200: linkedGroupPage },
    act: async ({ world, caller, params }) => {
      mayTouch(caller, params.catalogId);
      await readCatalog(world, caller.tenant, params.catalogId);
      return { status: 200, body: view(await linksTo(world, caller.tenant, params.catalogId)) };
    },
  }),
  route({
    method: 'delete',
    path: '/api/catalogs/{catalogId}/groups/{groupId}',
    summary: 'Take a group off the Users list (S-6)',
    access: 'catalogAdmins',
    params: z.strictObject({ catalogId: guid, groupId: guid }),
    idempotent: true,
    answers: { 202: jobShape },
    act: async ({ world, caller, actor, params }) => {
      mayTouch(caller, params.catalogId);
      await readCatalog(world, caller.tenant, params.catalogId);
      const target = { catalogId: params.catalogId, trainingId: null };
      return accepted(await unlinkGroup(world, caller.tenant, actor, target, params.groupId));
    },
  }),
];
