import { route, type Answer, type Route } from '../../http/route.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { accountOf } from '../../subscriptions/routes.ts';
import { askPeople, withdrawAsks } from '../actions/ask.ts';
import { requireSeats } from '../actions/reading.ts';
import { releaseSeats } from '../actions/release.ts';
import { restoreSeats } from '../actions/restore.ts';
import {
  askResultsShape,
  reclaimBody,
  reclaimPeopleBody,
  releaseResultsShape,
  restoreResultsShape,
  withdrawResultsShape,
} from '../contract.ts';

type Outcome = string | { readonly outcome: string };

/** An outcome for each person: the word of success, or `refused` with why. */
const resultsOf = (outcomes: ReadonlyMap<PersonId, Outcome>, done: string): Answer => ({
  status: 200,
  body: {
    results: [...outcomes].map(([personId, outcome]) =>
      typeof outcome === 'object'
        ? { personId, ...outcome }
        : outcome === done
          ? { personId, outcome }
          : { personId, outcome: 'refused', code: outcome },
    ),
  },
});

/** Asking for seats, releasing them, and taking either back. */
export const reclaimActRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/reclaim/asks',
    summary: 'Ask people who were not active whether they still need their seats',
    access: 'admins',
    body: reclaimBody,
    idempotent: true,
    answers: { 200: askResultsShape },
    act: async ({ world, caller, actor, body }) => {
      await requireSeats(world, accountOf(caller));
      const { personIds, days } = body;
      return resultsOf(await askPeople(world, caller.tenant, actor, personIds, days), 'asked');
    },
  }),
  route({
    method: 'post',
    path: '/api/reclaim/withdrawals',
    summary: 'Take questions back that are open',
    access: 'admins',
    body: reclaimPeopleBody,
    idempotent: true,
    answers: { 200: withdrawResultsShape },
    act: async ({ world, caller, actor, body }) =>
      resultsOf(await withdrawAsks(world, caller.tenant, actor, body.personIds), 'withdrawn'),
  }),
  route({
    method: 'post',
    path: '/api/reclaim/releases',
    summary: 'Release seats of people who were not active: their individual enrolments end',
    access: 'admins',
    body: reclaimBody,
    idempotent: true,
    answers: { 200: releaseResultsShape },
    act: async ({ world, caller, actor, body }) => {
      await requireSeats(world, accountOf(caller));
      const { personIds, days } = body;
      return resultsOf(
        await releaseSeats(world, caller.tenant, actor, personIds, days),
        'released',
      );
    },
  }),
  route({
    method: 'post',
    path: '/api/reclaim/restorations',
    summary: 'Undo releases: the enrolments that they ended begin again',
    access: 'admins',
    body: reclaimPeopleBody,
    idempotent: true,
    answers: { 200: restoreResultsShape },
    act: async ({ world, caller, actor, body }) =>
      resultsOf(await restoreSeats(world, caller.tenant, actor, body.personIds), 'restored'),
  }),
];
