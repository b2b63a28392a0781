import { planAt } from '../../limits/rules/capacity.ts';
import type { Instant } from '../../kernel/time.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { World } from '../../ports/world.ts';
import { placeNow } from '../../subscriptions/actions/sources.ts';
import { accountSettings } from '../../subscriptions/kinds.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { UNSET, zonesOf } from '../../subscriptions/rules/account-settings.ts';
import type { Plan } from '../../subscriptions/rules/places.ts';
import { usageStarts } from '../kinds.ts';
import type { Reckoning } from '../rules/activities.ts';
import { calendarOf, type ZoneFrom } from '../rules/calendar.ts';
import type { Month } from '../rules/months.ts';
import type { MauKey } from '../rules/usage.ts';

/** By what an account's use is reckoned. */
export interface AccountReckoning extends Reckoning {
  /** The plan that the account has now. */
  readonly plan: Plan;
  readonly zones: readonly ZoneFrom[];
  /** What its activation keys of the MAU plan give. */
  readonly keys: readonly MauKey[];
}

/**
 * The months, periods and purchases of an account. The first period begins with the month of the first key's activation
 * (M-1): that month is written down when it is first asked for and stays, wherever the key goes later. Until there is a key
 * it is the month in which the account was made.
 */
export async function reckoningOf(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
): Promise<AccountReckoning> {
  const root = rootOf(account.tenantId);
  const [settings, start, placed] = await Promise.all([
    world.store.read(root, accountSettings, {}),
    world.store.read(root, usageStarts, {}),
    Promise.all(account.subscriptionIds.map((id) => placeNow(world, id))),
  ]);
  const sources = placed.flatMap(({ doc }) => (doc.tenantId === account.tenantId ? [doc] : []));
  const keys = sources
    .filter(({ plan }) => plan === 'mau')
    .map(({ seats, startsAt, since }) => ({ units: seats, givenAt: Math.max(startsAt, since) }));
  const zones = zonesOf(settings?.doc ?? UNSET);
  const calendar = calendarOf(zones);
  const monthOf = (at: Instant): Month => calendar.monthAt(at);
  const firstMonth =
    start?.doc.firstMonth ??
    (keys.length === 0
      ? monthOf(account.createdAt)
      : await writeStart(world, account, monthOf(Math.min(...keys.map((key) => key.givenAt)))));
  return { calendar, firstMonth, plan: planAt(sources, world.clock.now()), zones, keys };
}

/** Writes the first month down; where somebody else was quicker, theirs holds. */
async function writeStart(
  { store }: Pick<World, 'store'>,
  { tenantId }: Account,
  firstMonth: Month,
): Promise<Month> {
  const root = rootOf(tenantId);
  const { outcome } = await store.commit(root, [create(usageStarts, { firstMonth })]);
  if (outcome === 'committed') return firstMonth;
  return (await store.read(root, usageStarts, {}))?.doc.firstMonth ?? firstMonth;
}
