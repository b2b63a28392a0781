import { makeDue } from '../../due/actions.ts';
import { createPeopleFinder } from '../../imports/actions/people.ts';
import type { CatalogId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Actor, World } from '../../ports/world.ts';
import { noteSigns } from '../../reclaim/actions/signs.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { signsIn, type Activity } from '../rules/activities.ts';
import { USAGE } from '../rules/watch.ts';
import { reckoningOf } from './reckoning.ts';
import { recordActivities, type ActivityOutcome } from './record.ts';

/** Something that somebody did, as it is told from outside. */
export interface ToldActivity {
  readonly id: string;
  /** The object id, the user name or the mail address: whichever is told, it is the same person (MAU-10). */
  readonly person: string;
  readonly kind: string;
  readonly at: Instant;
  readonly catalogId: CatalogId | null;
}

/** Takes what people did, as the account's months and plan make it. @returns an outcome for each, in order */
export async function takeActivities(
  world: World,
  account: Account,
  actor: Actor,
  told: readonly ToldActivity[],
): Promise<readonly ActivityOutcome[]> {
  const reckoning = await reckoningOf(world, account);
  const meant = await createPeopleFinder(world, account)(told.map(({ person }) => person));
  const outcomes = new Array<ActivityOutcome>(told.length);
  const given: Activity[] = [];
  const places: number[] = [];
  for (const [nth, { person, ...activity }] of told.entries()) {
    const found = meant.get(person) ?? { fault: 'person-unknown' };
    if ('fault' in found) {
      outcomes[nth] = { outcome: 'refused', code: found.fault };
    } else {
      given.push({ ...activity, personId: found.personId });
      places.push(nth);
    }
  }
  const recorded = await recordActivities(world, account, actor, given, reckoning);
  for (const [nth, outcome] of recorded.outcomes.entries()) outcomes[places[nth] ?? nth] = outcome;
  if (reckoning.plan === 'seats') {
    const signs = signsIn(given, recorded.outcomes);
    await noteSigns(world, account, actor, signs);
  }
  if (recorded.hasGrown) await makeDue(world, USAGE, account, world.clock.now());
  return outcomes;
}
