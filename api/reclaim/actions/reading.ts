import { planAt } from '../../limits/rules/capacity.ts';
import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import type { Held, Version } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { sourcesOfAccount } from '../../subscriptions/actions/sources.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { asks, reclaimSettings } from '../kinds.ts';
import type { Ask } from '../rules/asks.ts';
import { UNSET, type ReclaimSettings } from '../rules/settings.ts';

/** The version of settings that were never set. */
export const NEVER_SET = 'never-set' as Version;

/** How the account handles seats that are not used. */
export async function readSettings(
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<Held<ReclaimSettings>> {
  const held = await store.read(rootOf(tenantId), reclaimSettings, {});
  return held ?? { doc: UNSET, version: NEVER_SET };
}

/** What was last asked and done about the person's seat, or null. */
export const readAsk = (
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  personId: PersonId,
): Promise<Held<Ask> | null> => store.read(rootOf(tenantId), asks, { personId });

/** The same of several people, by id; who was never asked is left out. At most 1,000 ids. */
export async function asksOf(
  { store }: Pick<World, 'store'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Held<Ask>>> {
  const keys = personIds.map((personId) => ({ personId }));
  const held = await store.readMany(rootOf(tenantId), asks, keys);
  return new Map(held.flatMap((one) => (one === null ? [] : [[one.doc.personId, one]])));
}

/** Refuses where nobody holds a seat: the account is billed by monthly active users. @throws AppError `plan-clash` */
export async function requireSeats(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
): Promise<void> {
  if (planAt(await sourcesOfAccount(world, account), world.clock.now()) === 'seats') return;
  throw new AppError(
    'plan-clash',
    'This account is billed by monthly active users, so nobody holds a seat that could be released. There is nothing to do.',
  );
}
