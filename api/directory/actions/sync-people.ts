import { AppError } from '../../kernel/errors.ts';
import type { Changes, UserRow } from '../../ports/directory.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { RESETS_PER_RUN_MAX } from '../rules/policy.ts';
import { fromStart, passEnded, staleness, type PeopleSync } from '../rules/sync.ts';
import type { Lease } from './lease.ts';
import { followedGroupsOf } from './memberships.ts';
import { applyUserPage } from './people-page.ts';

/**
 * Reads the changes of a tenant's people from where the last run stopped to their end. Each page's rows are written
 * first and the cursor after them, so a crash in between repeats a page and loses none. The next page is fetched while
 * one is written.
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
  const hasGroups = (await followedGroupsOf(world, tenant)).length > 0;
  let page = fetchPage(world, tenant, lease.doc().link);
  let resets = 0;
  for (;;) {
    const answer = await page;
    if (answer.outcome === 'reset') {
      if (++resets > RESETS_PER_RUN_MAX) throw resetTooOften();
      world.log.warn({ tenantId: tenant.tenantId, reason: answer.reason }, 'people are read anew');
      await lease.save((sync) => fromStart(sync, answer.reason));
      page = fetchPage(world, tenant, null);
      continue;
    }
    if (!answer.complete) page = fetchPage(world, tenant, answer.link);
    lease.mustHold();
    const { generation, page: last, savedPage, fullPass } = lease.doc();
    await applyUserPage(world, tenant, actor, answer.rows, {
      mark: { generation, page: last + 1 },
      saved: { generation, page: savedPage },
      settle: !hasGroups ? 'nobody' : fullPass ? 'everybody' : 'newcomers',
    });
    const now = world.clock.now();
    await lease.save((sync) => ({
      link: answer.link,
      linkAt: now,
      page: last + 1,
      savedPage: last + 1,
      peopleSeen: sync.fullPass ? sync.peopleSeen + answer.rows.length : sync.peopleSeen,
      ...(answer.complete && sync.fullPass ? passEnded(sync, now) : {}),
    }));
    if (answer.complete) return;
  }
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

/** Starts to fetch a page. Where it fails before anybody waits for it, that is told to whoever then does. */
function fetchPage(world: World, tenant: Tenant, link: string | null): Promise<Changes<UserRow>> {
  const page = world.directory.userChanges(tenant.tenantId, link);
  page.catch(() => undefined);
  return page;
}

const resetTooOften = (): AppError =>
  new AppError(
    'directory-unavailable',
    'The directory keeps asking for a new start. It is tried again by itself.',
    { retryAfterSeconds: 60 },
  );
