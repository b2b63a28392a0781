import { followGroup, usableGroup } from '../directory/actions/groups.ts';
import { followedGroupsOf } from '../directory/actions/memberships.ts';
import { memberships } from '../directory/kinds.ts';
import { containedIn } from '../directory/rules/groups.ts';
import type { JobWork } from '../jobs/work.ts';
import type { GroupId, PersonId } from '../kernel/ids.ts';
import { bucketOf, bucketsOf } from '../ports/partitions.ts';
import { pagesOf } from '../ports/reading.ts';
import type { Actor, Tenant, World } from '../ports/world.ts';
import { settleGroups } from '../seats/actions/groups.ts';
import { peopleById } from '../seats/actions/reading.ts';
import { enrolments } from '../seats/kinds.ts';
import { refusalOf } from '../seats/rules/enrolment.ts';
import { throughGroup, type Person } from '../seats/rules/person.ts';
import {
  LINK_GROUP,
  UNLINK_GROUP,
  unfollowIfUnlinked,
  unlinkNow,
  type GroupTarget,
} from './actions/group-links.ts';
import { PEOPLE_PER_REQUEST_MAX } from './contract.ts';

/** Members dealt with between two signs of progress. */
const PORTION = 200;

/** The members of a followed group, direct and through nested groups, in portions; somebody may come twice. */
async function* membersOf(
  world: World,
  tenant: Tenant,
  groupId: GroupId,
): AsyncGenerator<PersonId[]> {
  const groups = await followedGroupsOf(world, tenant);
  for (const contained of containedIn([groupId], groups)) {
    for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
      const question = { equals: { groupId: contained } };
      const pages = pagesOf(world.store, bucket, memberships, 'byGroup', question, PORTION);
      for await (const page of pages) yield page.map(({ doc }) => doc.personId);
    }
  }
}

interface MemberOutcome {
  readonly personId: PersonId;
  readonly outcome: 'enrolled' | 'listed' | 'already' | 'refused';
  readonly code?: string;
}

/** How it went for a member: read back from what is kept. */
async function outcomeOf(
  world: World,
  tenant: Tenant,
  actor: Actor,
  target: GroupTarget,
  source: ReturnType<typeof throughGroup>,
  person: Person,
): Promise<MemberOutcome> {
  const { personId } = person;
  const state = { person, enrolments: new Map() };
  const isListed = person.catalogs[target.catalogId]?.sources.includes(source) ?? false;
  const refused = (): MemberOutcome => ({
    personId,
    outcome: 'refused',
    code: refusalOf(state, target.catalogId, source) ?? 'person-unknown',
  });
  if (target.trainingId === null) return isListed ? { personId, outcome: 'listed' } : refused();
  const bucket = bucketOf(tenant.tenantId, personId, tenant.buckets);
  const key = { trainingId: target.trainingId, personId };
  const enrolment = (await world.store.read(bucket, enrolments, key))?.doc;
  if (enrolment?.live !== true || !enrolment.sources.includes(source)) return refused();
  return { personId, outcome: enrolment.actId === actor.actId ? 'enrolled' : 'already' };
}

/** Follows a group, and enrols or lists its members (L-13). Those who join later follow with the directory. */
export const linkGroupWork: JobWork = {
  kind: LINK_GROUP,
  async run(world, tenant, run) {
    const { groupId, ...target } = run.job.input as unknown as GroupTarget & { groupId: GroupId };
    await usableGroup(world, tenant, groupId).catch(async (refusal: unknown) => {
      await unlinkNow(world, tenant, run.actor, target, groupId);
      throw refusal;
    });
    await followGroup(world, tenant, run.actor, groupId);
    const seen = new Set<PersonId>();
    const results: MemberOutcome[] = [];
    let people = 0;
    for await (const members of membersOf(world, tenant, groupId)) {
      await settleGroups(world, tenant, run.actor, members);
      people += members.length;
      await run.progress(people, null, null);
      if (results.length > PEOPLE_PER_REQUEST_MAX) continue;
      const theirs = await peopleById(world, tenant, members);
      for (const personId of members) {
        const person = theirs.get(personId);
        if (seen.has(personId)) continue;
        seen.add(personId);
        results.push(
          person === undefined
            ? { personId, outcome: 'refused', code: 'person-unknown' }
            : await outcomeOf(world, tenant, run.actor, target, throughGroup(groupId), person),
        );
      }
    }
    const few = results.length <= PEOPLE_PER_REQUEST_MAX;
    return { state: 'succeeded', result: few ? { people: results.length, results } : { people } };
  },
};

/** Ends what came through a group that is no longer linked (S-6). */
export const unlinkGroupWork: JobWork = {
  kind: UNLINK_GROUP,
  mustEnd: true,
  async run(world, tenant, run) {
    const { groupId } = run.job.input as { groupId: GroupId };
    let people = 0;
    for await (const members of membersOf(world, tenant, groupId)) {
      await settleGroups(world, tenant, run.actor, members);
      people += members.length;
      await run.progress(people, null, null);
    }
    await unfollowIfUnlinked(world, tenant, run.actor, groupId);
    return { state: 'succeeded', result: { people } };
  },
};
