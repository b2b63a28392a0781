import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { changePeople } from '../../seats/actions/people.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import { isNewsOfActivity } from '../../seats/rules/counting.ts';
import { unchanged } from '../../seats/rules/enrolment.ts';
import type { Person } from '../../seats/rules/person.ts';
import type { Sign } from '../../usage/rules/activities.ts';

/** The latest of each person's signs that says more than what is kept. */
function newsIn(
  signs: readonly Sign[],
  known: ReadonlyMap<PersonId, Pick<Person, 'lastActiveAt'>>,
): Map<PersonId, Instant> {
  const news = new Map<PersonId, Instant>();
  for (const { personId, at } of signs) {
    const person = known.get(personId);
    if (person === undefined || !isNewsOfActivity(person, at)) continue;
    news.set(personId, Math.max(at, news.get(personId) ?? at));
  }
  return news;
}

/**
 * Keeps when people were last active, to the day: most signs are only read for, since their day is known already. It bears
 * repeating, in any order.
 * @param signs at most those of 1,000 people
 */
export async function noteSigns(
  world: World,
  tenant: Tenant,
  actor: Actor,
  signs: readonly Sign[],
): Promise<void> {
  const personIds = [...new Set(signs.map(({ personId }) => personId))];
  const news = newsIn(signs, await peopleById(world, tenant, personIds));
  if (news.size === 0) return;
  await changePeople<null>(world, tenant, actor, [...news.keys()], {
    what: 'people-seen',
    enrolments: 'none',
    unfinished: 'leave',
    seats: 'facts',
    decide: (state, personId) => {
      const at = news.get(personId);
      const isNews = state !== null && at !== undefined && isNewsOfActivity(state.person, at);
      if (!isNews) return unchanged(null);
      const facts = { ...state.person, lastActiveAt: at };
      return { facts, enrolments: [], outcome: null, quiet: true };
    },
  });
}
