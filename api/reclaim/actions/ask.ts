import { makeDue } from '../../due/actions.ts';
import { allEnded } from '../../kernel/all-ended.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom, type PersonId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { announcing } from '../../notifications/actions/announce.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { refusalToAsk, type Answer, type Ask, type Refusal } from '../rules/asks.ts';
import { answered, asked, SECOND_THOUGHTS_MS, withdrawn } from '../rules/moves.ts';
import type { ReclaimSettings } from '../rules/settings.ts';
import { catchUp } from './catch-up.ts';
import { commitAsk } from './commits.ts';
import { readAsk, readSettings } from './reading.ts';

/** The work of asking, reminding and releasing, as due work names it. */
export const RECLAIM = 'reclaim';

/** So many people are dealt with at once. */
const AT_ONCE = 8;

/** Does something for each of these people, a few at once; gives the outcome of each, in their order. */
export async function forEachPerson<O>(
  personIds: readonly PersonId[],
  act: (personId: PersonId) => Promise<O>,
): Promise<Map<PersonId, O>> {
  const outcomes = new Map<PersonId, O>();
  const all = [...new Set(personIds)];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const theirs = await allEnded(some.map(async (id) => [id, await act(id)] as const));
    for (const [personId, outcome] of theirs) outcomes.set(personId, outcome);
  }
  return outcomes;
}

/** The question to a learner, or the reminder of it. */
export const questionOf = (ask: Ask, isReminder: boolean): Notice => ({
  what: 'seat-asked',
  personId: ask.personId,
  askId: ask.askId,
  isReminder,
  idleSince: ask.idleSince,
  answerBy: ask.answerBy ?? ask.stateAt,
});

/**
 * Asks people who hold a seat and were not active for so many days whether they still need it. A repeat under the same
 * act asks nobody twice.
 */
export async function askPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
  days: number,
): Promise<Map<PersonId, 'asked' | Refusal>> {
  await catchUp(world, tenant, personIds);
  const { doc: settings } = await readSettings(world, tenant);
  const remindAt = world.clock.now() + settings.remindAfterDays * DAY_MS;
  await makeDue(world, RECLAIM, tenant, remindAt);
  return announcing(world, tenant, () =>
    forEachPerson(personIds, (personId) =>
      askPerson(world, tenant, actor, personId, days, settings),
    ),
  );
}

async function askPerson(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personId: PersonId,
  days: number,
  settings: ReclaimSettings,
): Promise<'asked' | Refusal> {
  const askId = idFrom('ask', tenant.tenantId, actor.actId, personId);
  for (;;) {
    const [person, before] = await Promise.all([
      readPerson(world, tenant, personId),
      readAsk(world, tenant, personId),
    ]);
    if (before?.doc.askId === askId) return 'asked';
    const now = world.clock.now();
    const refusal = refusalToAsk(person?.doc ?? null, before?.doc ?? null, days, now);
    if (refusal !== null) return refusal;
    const idleSince = person?.doc.idleSince ?? now;
    const after = asked({ personId, askId, idleSince }, actor.personId, settings, now);
    const notice = questionOf(after, false);
    if (await commitAsk(world, tenant, actor, { before, after, what: 'seat-asked', notice }))
      return 'asked';
  }
}

/** Takes questions back that are open; gives whom. */
export const withdrawAsks = (
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, 'withdrawn' | Refusal>> =>
  forEachPerson<'withdrawn' | Refusal>(personIds, async (personId) => {
    for (;;) {
      const before = await readAsk(world, tenant, personId);
      if (before?.doc.state === 'withdrawn') return 'withdrawn';
      const after = withdrawn(before?.doc ?? null, world.clock.now());
      if (after === null) return 'not-asked';
      const change = { before, after, what: 'seat-ask-withdrawn' };
      if (await commitAsk(world, tenant, actor, change)) return 'withdrawn';
    }
  });

/**
 * A learner says whether the own seat is still needed. The answer can be changed until something came of it.
 * @param askId the question that was seen
 * @throws AppError `not-found` where nothing is asked, or something else; `seat-released`
 */
export async function answerAsk(
  world: World,
  tenant: Tenant,
  personId: PersonId,
  actId: string,
  given: { readonly askId: string; readonly answer: Answer },
): Promise<Ask> {
  const { doc: settings } = await readSettings(world, tenant);
  if (given.answer === 'give-up' && settings.releases !== 'by-hand')
    await makeDue(world, RECLAIM, tenant, world.clock.now() + SECOND_THOUGHTS_MS);
  for (;;) {
    const before = await readAsk(world, tenant, personId);
    if (before?.doc.askId !== given.askId) throw nothingAsked();
    const { state } = before.doc;
    if (state === (given.answer === 'keep' ? 'kept' : 'given-up')) return before.doc;
    const after = answered(before.doc, given.answer, settings, world.clock.now());
    if (after === 'not-asked') throw nothingAsked();
    if (after === 'released') throw seatReleased();
    const what = given.answer === 'keep' ? 'seat-kept' : 'seat-given-up';
    if (await commitAsk(world, tenant, { personId, actId }, { before, after, what })) return after;
  }
}

const nothingAsked = (): AppError =>
  new AppError(
    'not-found',
    'Nobody asks you about your seat any more. There is nothing to do: you keep it.',
  );

const seatReleased = (): AppError =>
  new AppError(
    'seat-released',
    'Your seat was released already. Ask an administrator of your learning system: your enrolments can be restored.',
  );
