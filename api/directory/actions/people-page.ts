import type { PersonId } from '../../kernel/ids.ts';
import type { UserRow } from '../../ports/directory.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { settleGroups } from '../../seats/actions/groups.ts';
import { changePeople } from '../../seats/actions/people.ts';
import { unchanged, type Decision } from '../../seats/rules/enrolment.ts';
import type { Person } from '../../seats/rules/person.ts';
import { RETURNED_LOOK_AFTER_MS, UNREADABLE_LOOK_AFTER_MS } from '../rules/policy.ts';
import {
  applyNews,
  applyTruth,
  isAlive,
  isOlder,
  newsByUser,
  type Applied,
  type Mark,
  type UserNews,
} from '../rules/rows.ts';
import { directGroupsOf, isAnyFollowed } from './memberships.ts';
import { noteSecondLook } from './second-looks.ts';

/** At most so many people are asked about and changed at once. */
const PORTION = 1_000;

/** What a page of users is applied with. */
export interface PageRun {
  readonly mark: Mark;
  /** The mark of the last page whose cursor was saved: people with a later one may not have been settled by groups yet. */
  readonly saved: Mark;
  /** A pass from the start: everybody's memberships are looked at, not only those of newcomers. */
  readonly fullPass: boolean;
}

interface Outcome {
  readonly applied: Applied['outcome'];
  /** New to us, as far as groups go. */
  readonly newcomer: boolean;
  /** The account was deleted and is there again. */
  readonly returned: boolean;
}

/**
 * Writes what a page says of people (S-5, L-7, L-20). What would change how a known account stands is asked of the
 * directory first. Applying a page twice changes nothing.
 */
export async function applyUserPage(
  world: World,
  tenant: Tenant,
  actor: Actor,
  rows: readonly UserRow[],
  run: PageRun,
): Promise<void> {
  const news = newsByUser(rows);
  const outcomes = await changePeople<Outcome>(world, tenant, actor, [...news.keys()], {
    what: 'people-synced',
    enrolments: 'none',
    unfinished: 'leave',
    seats: 'facts',
    decide(state, personId) {
      const person = state?.person ?? null;
      const said = news.get(personId);
      const unsettled = person !== null && isOlder(run.saved, person);
      const applied = said === undefined ? IGNORED : applyNews(person, said, run.mark);
      return decisionOf(person, applied, unsettled);
    },
  });
  await noteSecondLooks(world, tenant, outcomes);
  const asked = idsWhere(outcomes, ({ applied }) => applied === 'ask');
  await applyTruths(world, tenant, actor, asked, run.mark, news);
  const unsettled = idsWhere(outcomes, ({ newcomer }) => newcomer || run.fullPass);
  await settleMembers(world, tenant, actor, unsettled);
}

/**
 * Asks the directory how these people stand and writes what it says.
 * @param mark of the page that made us ask; null: known people keep theirs, and nobody is new
 * @param news what the page said; `unless-absent`: whoever cannot be found stays as held, and looked at again later
 */
export async function applyTruths(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
  mark: Mark | null,
  news: ReadonlyMap<PersonId, UserNews> | 'unless-absent' = new Map(),
): Promise<void> {
  for (let from = 0; from < personIds.length; from += PORTION) {
    const ids = personIds.slice(from, from + PORTION);
    const truths = await world.directory.users(tenant.tenantId, ids);
    const truthOf = new Map(ids.map((id, i) => [id, truths[i]]));
    const outcomes = await changePeople<Outcome>(world, tenant, actor, ids, {
      what: 'people-synced',
      enrolments: 'none',
      unfinished: 'leave',
      seats: 'facts',
      decide(state, personId, at) {
        const truth = truthOf.get(personId);
        const said = news === 'unless-absent' ? news : news.get(personId);
        const person = state?.person ?? null;
        const applied = truth === undefined ? IGNORED : applyTruth(person, truth, said, mark, at);
        return decisionOf(person, applied, false);
      },
    });
    await noteSecondLooks(world, tenant, outcomes);
  }
}

const IGNORED: Applied = { outcome: 'ignored' };

/** @param unsettled a worker that stopped wrote the person and may not have come to what follows from it */
function decisionOf(
  person: Person | null,
  applied: Applied,
  unsettled: boolean,
): Decision<Outcome> {
  const gone = person !== null && !isAlive(person);
  const outcome: Outcome = {
    applied: applied.outcome,
    newcomer: person === null || unsettled,
    returned: unsettled || (gone && 'facts' in applied && isAlive(applied.facts)),
  };
  if (!('facts' in applied)) return unchanged(outcome);
  const quiet = applied.outcome !== 'other-account';
  return { facts: applied.facts, enrolments: [], outcome, quiet };
}

/** Who came back is looked at when the groups have told of it, and who could not be read yet is asked about again. */
async function noteSecondLooks(
  world: World,
  tenant: Tenant,
  outcomes: ReadonlyMap<PersonId, Outcome>,
): Promise<void> {
  const now = world.clock.now();
  const returned = idsWhere(outcomes, (outcome) => outcome.returned);
  const unreadable = idsWhere(outcomes, ({ applied }) => applied === 'later');
  await noteSecondLook(world, tenant, returned, 'returned', now + RETURNED_LOOK_AFTER_MS);
  await noteSecondLook(world, tenant, unreadable, 'unreadable', now + UNREADABLE_LOOK_AFTER_MS);
}

/** Newcomers who are members of followed groups already: the group told of them before the users did. */
async function settleMembers(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<void> {
  if (personIds.length === 0 || !(await isAnyFollowed(world, tenant))) return;
  const groups = await directGroupsOf(world, tenant, personIds);
  const members = personIds.filter((_, i) => (groups[i]?.length ?? 0) > 0);
  await settleGroups(world, tenant, actor, members);
}

const idsWhere = (
  outcomes: ReadonlyMap<PersonId, Outcome>,
  fits: (outcome: Outcome) => boolean,
): PersonId[] => [...outcomes].filter(([, outcome]) => fits(outcome)).map(([id]) => id);
