import { AppError } from '../../kernel/errors.ts';
import type { Changes, UserRow } from '../../ports/directory.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { PAGES_AT_ONCE, RESETS_PER_RUN_MAX } from '../rules/policy.ts';
import { fromStart, passEnded, staleness, type PeopleSync } from '../rules/sync.ts';
import type { Lease } from './lease.ts';
import { applyUserPage } from './people-page.ts';
import { readAhead, type ReadAhead } from './read-ahead.ts';

/**
 * Reads the changes of a tenant's people from where the last run stopped to their end. The rows are written first and
 * the cursor after them, so a crash in between repeats some pages and loses none. Pages are fetched while others are
 * written; those that have come meanwhile are written as one.
 *
 * @throws AppError `directory-unavailable`, `consent-missing`; LeaseLost where another worker has taken over
 */
export async function syncPeople(
  world: World,
  tenant: Tenant,
  lease: Lease<PeopleSync>,
  actor: Actor,
): Promise<void> {
  await begin(world, tenant, lease);
  let pages = pagesFrom(world, tenant, lease.doc().link);
  for (let resets = 0; ;) {
    const come = await pages.take();
    const complete = await apply(world, tenant, lease, actor, come);
    if (complete) return;
    const last = come.at(-1);
    if (last?.outcome !== 'reset') continue;
    if (++resets > RESETS_PER_RUN_MAX) throw resetTooOften();
    world.log.warn({ tenantId: tenant.tenantId, reason: last.reason }, 'people are read anew');
    await lease.save((sync) => fromStart(sync, last.reason));
    pages = pagesFrom(world, tenant, null);
  }
}

const pagesFrom = (world: World, { tenantId }: Tenant, from: string | null): ReadAhead<UserRow> =>
  readAhead((link) => world.directory.userChanges(tenantId, link), from, PAGES_AT_ONCE);

/** Writes some pages as one, then the cursor; true where they end the round. */
async function apply(
  world: World,
  tenant: Tenant,
  lease: Lease<PeopleSync>,
  actor: Actor,
  come: readonly Changes<UserRow>[],
): Promise<boolean> {
  const pages = come.filter((page) => page.outcome === 'page');
  const end = pages.at(-1);
  if (end === undefined) return false;
  const rows = pages.flatMap((page) => page.rows);
  lease.mustHold();
  const { generation, page: last, savedPage, fullPass } = lease.doc();
  await applyUserPage(world, tenant, actor, rows, {
    mark: { generation, page: last + 1 },
    saved: { generation, page: savedPage },
    fullPass,
  });
  const now = world.clock.now();
  await lease.save((sync) => ({
    link: end.link,
    linkAt: now,
    page: last + 1,
    savedPage: last + 1,
    peopleSeen: sync.fullPass ? sync.peopleSeen + rows.length : sync.peopleSeen,
    ...(end.complete && sync.fullPass ? passEnded(sync, now) : {}),
  }));
  return end.complete;
}

/** Before the first page: from the start where the link is too old or everybody is due, and how many there will be. */
async function begin(world: World, tenant: Tenant, lease: Lease<PeopleSync>): Promise<void> {
  const stale = staleness(lease.doc(), world.clock.now());
  if (stale !== null) {
    await lease.save((sync) => fromStart(sync, stale === 'too-old' ? 'too-old' : null));
  }
  const { fullPass, peopleExpected } = lease.doc();
  if (!fullPass || peopleExpected !== null) return;
  await lease.save({ peopleExpected: await world.directory.userCount(tenant.tenantId) });
}

const resetTooOften = (): AppError =>
  new AppError(
    'directory-unavailable',
    'The directory keeps asking for a new start. It is tried again by itself.',
    { retryAfterSeconds: 60 },
  );
