import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groupLinks } from '../../api/catalogs/kinds.ts';
import { followedGroups, memberships } from '../../api/directory/kinds.ts';
import { newFollowedGroup } from '../../api/directory/rules/groups.ts';
import { newId } from '../../api/kernel/ids.ts';
import { bucketOf, rootOf } from '../../api/ports/partitions.ts';
import { create, remove } from '../../api/ports/store.ts';
import type { Actor } from '../../api/ports/world.ts';
import { enrolPeople, unenrolPeople } from '../../api/seats/actions/enrol.ts';
import { settleGroups } from '../../api/seats/actions/groups.ts';
import { unlistPeople } from '../../api/seats/actions/lists.ts';
import { removePerson } from '../../api/seats/actions/removal.ts';
import { readPerson } from '../../api/seats/actions/reading.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { act, buildCampus, setAccounts, type Campus } from './campus.ts';
import { countFacts, keptCount } from './oracle.ts';

const RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 200 : 10;
const SIZES = { catalogs: 2, trainings: 2, people: 4 };
const GROUPS = [newId(), newId()];

describe('people through groups (S-6, L-13)', () => {
  let bench: Bench;
  beforeAll(() => {
    bench = openBench();
  });
  afterAll(() => bench.close());

  async function newTenant() {
    const { world } = bench;
    const tenant = { tenantId: newId(), buckets: 1 };
    const campus = await buildCampus(world, tenant, SIZES);
    const root = rootOf(tenant.tenantId);
    for (const groupId of GROUPS) {
      const group = { ...newFollowedGroup(groupId, 'Group', true, 0), state: 'following' as const };
      await world.store.commit(root, [create(followedGroups, group)]);
    }
    const toggle = async (kind: 'membership' | 'link', personOrTarget: string, groupId: string) => {
      if (kind === 'membership') {
        const partition = bucketOf(tenant.tenantId, personOrTarget, 1);
        const key = { groupId, personId: personOrTarget };
        const held = await world.store.read(partition, memberships, key);
        await world.store.commit(partition, [
          held === null
            ? create(memberships, { ...key, generation: 1 })
            : remove(memberships, key, held.version),
        ]);
        return held === null;
      }
      const catalogId = campus.catalogOf.get(personOrTarget) ?? personOrTarget;
      const key = { targetId: personOrTarget, groupId };
      const trainingId = campus.catalogOf.has(personOrTarget) ? personOrTarget : null;
      const held = await world.store.read(root, groupLinks, key);
      await world.store.commit(root, [
        held === null
          ? create(groupLinks, { ...key, catalogId, trainingId })
          : remove(groupLinks, key, held.version),
      ]);
      return held === null;
    };
    const settle = () => settleGroups(world, tenant, act(), campus.personIds);
    return { world, tenant, campus, toggle, settle };
  }

  const figuresAgree = async (tenant: { tenantId: string; buckets: number }, campus: Campus) => {
    const of = [bench.world.store, tenant, campus.catalogIds, campus.trainingIds] as const;
    expect(await keptCount(...of)).toEqual(await countFacts(...of));
  };

  test('who joins is enrolled and listed, who leaves is neither any more', async () => {
    const { world, tenant, campus, toggle, settle } = await newTenant();
    const [personId = ''] = campus.personIds;
    const [trainingId = ''] = campus.trainingIds;
    const [groupId = ''] = GROUPS;
    await toggle('link', trainingId, groupId);
    await toggle('membership', personId, groupId);
    await settle();
    expect((await readPerson(world, tenant, personId))?.doc).toMatchObject({ counted: true });
    await toggle('membership', personId, groupId);
    await settle();
    expect((await readPerson(world, tenant, personId))?.doc).toMatchObject({
      counted: false,
      catalogs: {},
    });
    await figuresAgree(tenant, campus);
  });

  test('L-14 who is there only through a group is neither unenrolled nor taken off the list', async () => {
    const { world, tenant, campus, toggle, settle } = await newTenant();
    const [personId = ''] = campus.personIds;
    const [trainingId = ''] = campus.trainingIds;
    const [groupId = ''] = GROUPS;
    const catalogId = campus.catalogOf.get(trainingId) ?? '';
    await toggle('link', trainingId, groupId);
    await toggle('membership', personId, groupId);
    await settle();
    const refusal = { outcome: 'only-through-groups', groupIds: [groupId] };
    const unenrolled = await unenrolPeople(world, tenant, act(), trainingId, [personId]);
    expect(unenrolled.get(personId)).toEqual(refusal);
    const unlisted = await unlistPeople(world, tenant, act(), catalogId, [personId]);
    expect(unlisted.get(personId)).toEqual(refusal);
    expect((await readPerson(world, tenant, personId))?.doc.counted).toBe(true);
  });

  test('S-6 of somebody there both ways the individual part ends, and the groups that remain are named', async () => {
    const { world, tenant, campus, toggle, settle } = await newTenant();
    const [personId = ''] = campus.personIds;
    const [trainingId = ''] = campus.trainingIds;
    const [groupId = ''] = GROUPS;
    const catalogId = campus.catalogOf.get(trainingId) ?? '';
    await enrolPeople(world, tenant, act(), { trainingId, catalogId, people: [{ personId }] });
    await toggle('link', trainingId, groupId);
    await toggle('membership', personId, groupId);
    await settle();
    const outcomes = await unlistPeople(world, tenant, act(), catalogId, [personId]);
    expect(outcomes.get(personId)).toEqual({
      outcome: 'still-through-groups',
      groupIds: [groupId],
    });
    await toggle('membership', personId, groupId);
    await settle();
    expect((await readPerson(world, tenant, personId))?.doc).toMatchObject({ counted: false });
    await figuresAgree(tenant, campus);
  });

  test('an unenrolment that is repeated as the same act answers as it did, and as another act it is refused', async () => {
    const { world, tenant, campus, toggle, settle } = await newTenant();
    const [alone = '', inGroup = ''] = campus.personIds;
    const [trainingId = ''] = campus.trainingIds;
    const [groupId = ''] = GROUPS;
    const catalogId = campus.catalogOf.get(trainingId) ?? '';
    const people = [alone, inGroup].map((personId) => ({ personId }));
    await enrolPeople(world, tenant, act(), { trainingId, catalogId, people });
    await toggle('link', trainingId, groupId);
    await toggle('membership', inGroup, groupId);
    await settle();
    const unenrol = async (actor: Actor) =>
      Object.fromEntries(await unenrolPeople(world, tenant, actor, trainingId, [alone, inGroup]));
    const actor = act();
    const first = await unenrol(actor);
    expect(first).toEqual({
      [alone]: { outcome: 'ended' },
      [inGroup]: { outcome: 'still-through-groups', groupIds: [groupId] },
    });
    expect(await unenrol(actor)).toEqual(first);
    expect(await unenrol(act())).toEqual({
      [alone]: { outcome: 'not-there' },
      [inGroup]: { outcome: 'only-through-groups', groupIds: [groupId] },
    });
  });

  test('S-6 somebody removed entirely is not brought back by a group until an admin adds the person again', async () => {
    const { world, tenant, campus, toggle, settle } = await newTenant();
    const [personId = ''] = campus.personIds;
    const [trainingId = '', otherId = ''] = campus.trainingIds;
    const [groupId = ''] = GROUPS;
    await toggle('link', trainingId, groupId);
    await toggle('membership', personId, groupId);
    await settle();
    await removePerson(world, tenant, act(), personId);
    await settle();
    expect((await readPerson(world, tenant, personId))?.doc.standing).toBe('removed');
    const catalogId = campus.catalogOf.get(otherId) ?? '';
    await enrolPeople(world, tenant, act(), {
      trainingId: otherId,
      catalogId,
      people: [{ personId }],
    });
    await settle();
    expect((await readPerson(world, tenant, personId))?.doc).toMatchObject({ counted: true });
    await figuresAgree(tenant, campus);
  });

  test('L-13, S-5 after any joins, leaves, links and individual acts everybody has exactly what the groups and the acts give', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('membership' as const), who: fc.nat(3), group: fc.nat(1) }),
      fc.record({ do: fc.constant('link' as const), what: fc.nat(5), group: fc.nat(1) }),
      fc.record({ do: fc.constant('enrol' as const), who: fc.nat(3), what: fc.nat(3) }),
      fc.record({ do: fc.constant('unenrol' as const), who: fc.nat(3), what: fc.nat(3) }),
      fc.record({ do: fc.constant('delete' as const), who: fc.nat(3) }),
      fc.record({ do: fc.constant('restore' as const), who: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const { world, tenant, campus, toggle, settle } = await newTenant();
        const targets = [...campus.trainingIds, ...campus.catalogIds];
        const members = new Set<string>();
        const links = new Set<string>();
        const individual = new Set<string>();
        const gone = new Set<number>();
        for (const each of steps) {
          const personId = 'who' in each ? (campus.personIds[each.who] ?? '') : '';
          const trainingId = 'what' in each ? (campus.trainingIds[each.what] ?? '') : '';
          const catalogId = campus.catalogOf.get(trainingId) ?? '';
          if (each.do === 'membership') {
            const entry = `${each.who}/${each.group}`;
            if (await toggle('membership', personId, GROUPS[each.group] ?? '')) members.add(entry);
            else members.delete(entry);
          } else if (each.do === 'link') {
            const target = targets[each.what] ?? '';
            const entry = `${target}/${each.group}`;
            if (await toggle('link', target, GROUPS[each.group] ?? '')) links.add(entry);
            else links.delete(entry);
          } else if (each.do === 'enrol') {
            const people = [{ personId }];
            await enrolPeople(world, tenant, act(), { trainingId, catalogId, people });
            if (!gone.has(each.who)) individual.add(`${each.who}/${trainingId}`);
          } else if (each.do === 'unenrol') {
            const ended = await unenrolPeople(world, tenant, act(), trainingId, [personId]);
            if (ended.get(personId)?.outcome !== 'only-through-groups') {
              individual.delete(`${each.who}/${trainingId}`);
            }
          } else {
            const account = each.do === 'delete' ? 'deleted' : 'enabled';
            await setAccounts(world, tenant, [personId], account);
            if (each.do === 'delete') gone.add(each.who);
            else gone.delete(each.who);
          }
          await settle();
          await figuresAgree(tenant, campus);
        }
        await setAccounts(world, tenant, campus.personIds, 'enabled');
        await settle();
        for (const [i, personId] of campus.personIds.entries()) {
          const expected = campus.trainingIds.filter(
            (id) =>
              individual.has(`${i}/${id}`) ||
              GROUPS.some((_, g) => members.has(`${i}/${g}`) && links.has(`${id}/${g}`)),
          );
          const person = (await readPerson(world, tenant, personId))?.doc;
          const live = Object.values(person?.catalogs ?? {}).reduce((sum, e) => sum + e.live, 0);
          expect(live).toBe(expected.length);
          expect(person?.counted).toBe(expected.length > 0);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
