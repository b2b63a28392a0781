import { LRUCache } from 'lru-cache';
import type { PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tenant, World } from '../../ports/world.ts';
import type { Role } from '../../subscriptions/rules.ts';
import { notedRoles, SIGHTING_FRESH_MS } from '../rules/sightings.ts';
import { noteAdmin } from './recipients.ts';

/** So many people are remembered, so that most requests ask the store nothing. */
const REMEMBERED_MAX = 10_000;

/** Somebody who called, as the token says. */
export interface SignedIn {
  readonly tenant: Tenant;
  readonly personId: PersonId;
  readonly roles: ReadonlySet<Role>;
}

/**
 * Makes what writes down who signs in as an admin (docs/decisions/0010), beside the request and never in its way: where
 * it fails, the next sign-in makes it good. Whoever was an admin and is none any more is noted too.
 */
export function createAdminNotes(
  world: Pick<World, 'store' | 'clock' | 'log'>,
): (caller: SignedIn) => void {
  const noted = new LRUCache<string, { readonly roles: string; readonly at: Instant }>({
    max: REMEMBERED_MAX,
  });
  return ({ tenant, personId, roles }) => {
    const key = `${tenant.tenantId}/${personId}`;
    const before = noted.get(key);
    const held = notedRoles(roles).join();
    if (before === undefined && held === '') return;
    const at = world.clock.now();
    if (before?.roles === held && at - before.at < SIGHTING_FRESH_MS) return;
    noted.set(key, { roles: held, at });
    noteAdmin(world, tenant, personId, roles).catch((err: unknown) => {
      noted.delete(key);
      world.log.warn({ tenantId: tenant.tenantId, err }, 'a sign-in was not written down');
    });
  };
}
