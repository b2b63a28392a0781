import { route, type Answer, type Caller, type Route } from '../../http/route.ts';
import type { World } from '../../ports/world.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { answerAsk } from '../actions/ask.ts';
import { readAsk, readSettings } from '../actions/reading.ts';
import { ownAnswerBody, ownAskShape } from '../contract.ts';
import { ownView } from './views.ts';

async function ownAnswer(world: World, { tenant, personId }: Caller): Promise<Answer> {
  const [ask, person, settings] = await Promise.all([
    readAsk(world, tenant, personId),
    readPerson(world, tenant, personId),
    readSettings(world, tenant),
  ]);
  const counted = person?.doc.counted === true;
  const body = ownView(ask?.doc ?? null, counted, settings.doc, world.clock.now());
  return { status: 200, body };
}

/** What a learner is asked about the own seat, also while learning is stopped. */
export const ownSeatRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/reclaim/own',
    summary: 'Whether one is asked about the own seat',
    access: 'signedIn',
    always: true,
    answers: { 200: ownAskShape },
    act: async ({ world, caller }) => ownAnswer(world, caller),
  }),
  route({
    method: 'post',
    path: '/api/reclaim/own/answer',
    summary: 'Say whether one still needs the own seat',
    access: 'signedIn',
    always: true,
    body: ownAnswerBody,
    idempotent: true,
    refuses: ['not-found'],
    answers: { 200: ownAskShape },
    act: async ({ world, caller, actor, body }) => {
      await answerAsk(world, caller.tenant, caller.personId, actor.actId, body);
      return ownAnswer(world, caller);
    },
  }),
];
