import { z } from 'zod';
import { guid } from '../../http/contract.ts';
import { route, type Route } from '../../http/route.ts';
import { jobShape } from '../../jobs/contract.ts';
import { AppError, notFound } from '../../kernel/errors.ts';
import { toIso } from '../../kernel/time.ts';
import { enrolPeople, unenrolPeople } from '../../seats/actions/enrol.ts';
import { groupsIn, type EndOutcome } from '../../seats/rules/enrolment.ts';
import type { Enrolment, Person } from '../../seats/rules/person.ts';
import { linkGroup } from '../actions/group-links.ts';
import { enrolmentsPage } from '../actions/listing.ts';
import {
  endingShape,
  enrolmentPage,
  listQuery,
  outcomesShape,
  whomShape,
  type EnrolmentShape,
} from '../contract.ts';
import { answerToGroup } from './groups.ts';
import { trainingFor } from './trainings.ts';
import type { TrainingWord } from './training-words.ts';

const view = (enrolment: Enrolment, person: Person): EnrolmentShape => ({
  personId: enrolment.personId,
  displayName: person.displayName,
  counted: person.counted,
  since: toIso(enrolment.enrolledAt),
  endsOn: enrolment.endsOn,
  direct: enrolment.sources.includes('direct'),
  groupIds: groupsIn(enrolment.sources),
});

/** What is said of an individual part that ended, or why it could not. @throws AppError `not-found`, `held-by-group` */
export function endingOf(
  personId: string,
  outcome: EndOutcome | undefined,
  thing: string,
): { personId: string; outcome: string; groupIds: readonly string[] } {
  switch (outcome?.outcome) {
    case 'ended':
      return { personId, outcome: 'ended', groupIds: [] };
    case 'still-through-groups':
      return { personId, outcome: 'still-through-groups', groupIds: outcome.groupIds };
    case 'only-through-groups':
      throw new AppError(
        'held-by-group',
        'The person is here only as a member of a group. Take the person out of the group, or end the group here.',
        { groupIds: outcome.groupIds },
      );
    default:
      throw notFound(thing);
  }
}

/** Who is enrolled in a course or training plan, and the acts on it. */
export const enrolmentRoutes = (word: TrainingWord): readonly Route[] => {
  const base = `/api/${word.path}/{${word.param}}/enrolments`;
  const oneParams = z.intersection(word.params, z.object({ personId: guid }));
  return [
    route({
      method: 'get',
      path: base,
      summary: `The live enrolments in a ${word.noun}`,
      access: 'catalogAdmins',
      params: word.params,
      query: listQuery,
      answers: { 200: enrolmentPage },
      act: async ({ world, caller, params, query }) => {
        const { doc } = await trainingFor(world, caller, word, word.idIn(params));
        const page = await enrolmentsPage(world, caller.tenant, doc.trainingId, query);
        const items = page.items.map(({ enrolment, person }) => view(enrolment, person));
        return { status: 200, body: { items, nextCursor: page.nextCursor } };
      },
    }),
    route({
      method: 'post',
      path: base,
      summary: `Enrol up to 1,000 people, or a group with its members now and later (L-1, L-13)`,
      access: 'catalogAdmins',
      params: word.params,
      body: whomShape,
      idempotent: true,
      answers: { 200: outcomesShape, 202: jobShape },
      act: async ({ world, caller, actor, params, body }) => {
        const { doc } = await trainingFor(world, caller, word, word.idIn(params));
        const { trainingId, catalogId } = doc;
        if (body.groupId !== undefined) {
          const target = { trainingId, catalogId };
          const job = await linkGroup(world, caller.tenant, actor, target, body.groupId);
          return answerToGroup(world, caller.tenant, job);
        }
        const personIds = [...new Set(body.personIds)];
        const outcomes = await enrolPeople(world, caller.tenant, actor, {
          trainingId,
          catalogId,
          people: personIds.map((personId) => ({ personId })),
        });
        const results = personIds.map((personId) => ({ personId, ...outcomes.get(personId) }));
        return { status: 200, body: { results } };
      },
    }),
    route({
      method: 'delete',
      path: `${base}/{personId}`,
      summary: `End what is individual of an enrolment; names the groups that remain (L-12, S-6)`,
      access: 'catalogAdmins',
      params: oneParams,
      idempotent: true,
      refuses: ['held-by-group'],
      answers: { 200: endingShape },
      act: async ({ world, caller, actor, params }) => {
        const { doc } = await trainingFor(world, caller, word, word.idIn(params));
        const { personId } = params;
        const outcomes = await unenrolPeople(world, caller.tenant, actor, doc.trainingId, [
          personId,
        ]);
        return { status: 200, body: endingOf(personId, outcomes.get(personId), 'enrolment') };
      },
    }),
  ];
};
