import { groupLinks } from '../../catalogs/kinds.ts';
import { effectiveGroupsOf } from '../../directory/actions/memberships.ts';
import type { GroupId, PersonId } from '../../kernel/ids.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { unchanged } from '../rules/enrolment.ts';
import { settle, wait, type GroupLink, type SettleOutcome } from '../rules/groups.ts';
import { changePeople, finishClearing } from './people.ts';

const NO_GROUPS: ReadonlySet<GroupId> = new Set();
/** So many people at once; more go in portions. */
const PORTION = 500;

/**
 * Brings what these people have through groups in line with their memberships and the group links (S-6, L-13). To be
 * called after every change of a membership, of nesting, of a link, or of whether the person is there. It looks again
 * after it has changed something, so that a link or a membership which ended meanwhile is not left behind.
 */
export async function settleGroups(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<void> {
  for (let from = 0; from < personIds.length; from += PORTION) {
    let left: readonly PersonId[] = personIds.slice(from, from + PORTION);
    while (left.length > 0) left = await settleOnce(world, tenant, actor, left);
  }
}

/** One look at links and memberships; gives those for whom something changed. */
async function settleOnce(
  world: World,
  tenant: Tenant,
  actor: Actor,
  personIds: readonly PersonId[],
): Promise<readonly PersonId[]> {
  const [links, held] = await Promise.all([
    groupLinksOf(world, tenant),
    effectiveGroupsOf(world, tenant, personIds),
  ]);
  const changed = new Set<PersonId>();
  await changePeople<SettleOutcome>(world, tenant, actor, personIds, {
    what: 'people-settled-by-groups',
    enrolments: 'all',
    decide: (state, personId, at) => {
      if (state === null) return unchanged('settled');
      const groups = held.get(personId) ?? NO_GROUPS;
      const decision = settle(state, links, groups, at, actor.actId);
      if (decision.facts !== null) changed.add(personId);
      return decision;
    },
    seats: {
      whenNone(state, personId, at) {
        changed.delete(personId);
        return state === null ? unchanged('settled') : wait(state, at);
      },
    },
  });
  await finishClearing(world, tenant, actor, [...changed]);
  return [...changed];
}

/** All group links of the tenant. */
async function groupLinksOf(
  world: Pick<World, 'store'>,
  tenant: Tenant,
): Promise<readonly GroupLink[]> {
  const held = await allOf(world.store, rootOf(tenant.tenantId), groupLinks, 'byGroup');
  return held.map(({ doc }) => doc);
}
