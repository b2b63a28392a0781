import { afterEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { DAY_MS, dayOf } from '../../api/kernel/time.ts';
import { bucketOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import { answerAsk, askPeople, withdrawAsks } from '../../api/reclaim/actions/ask.ts';
import { releaseSeats } from '../../api/reclaim/actions/release.ts';
import { restoreSeats } from '../../api/reclaim/actions/restore.ts';
import { changeSettings } from '../../api/reclaim/actions/settings.ts';
import { takeDueSteps } from '../../api/reclaim/actions/steps.ts';
import { UNSET, type Releases } from '../../api/reclaim/rules/settings.ts';
import { enrolPeople } from '../../api/seats/actions/enrol.ts';
import { activePeople } from '../../api/usage/kinds.ts';
import { act } from '../seats/campus.ts';
import {
  advised,
  askIn,
  heldByGroup,
  liveIn,
  openHeld,
  personIn,
  seen,
  START,
  toldIn,
  usedIn,
  type Held,
} from './harness.ts';

let open: Held | null = null;
afterEach(async () => {
  await open?.bench.close();
  open = null;
});

async function opened(buckets: number, people: number, each = 2): Promise<Held> {
  open = await openHeld(buckets, people, each);
  return open;
}

const choose = async ({ world, tenant }: Held, releases: Releases): Promise<void> => {
  await changeSettings(world, tenant, act(), { ...UNSET, releases }, null);
};

describe.each([1, 4])('A seat, %i bucket(s)', (buckets) => {
  const ask = (held: Held, personIds: readonly string[], actId?: string) =>
    askPeople(held.world, held.tenant, act(actId), personIds, 30);
  const steps = (held: Held) => takeDueSteps(held.world, held.tenant);

  test('is asked for, kept, and rests; a repeat of the act asks nobody twice', async () => {
    const held = await opened(buckets, 3);
    const [one = '', two = ''] = held.campus.personIds;
    held.clock.now = START + 40 * DAY_MS;
    await seen(held, two, START + 39 * DAY_MS);
    const actId = newId();
    const outcomes = await ask(held, [one, two, newId()], actId);
    expect([...outcomes.values()]).toEqual(['asked', 'active', 'person-unknown']);
    expect((await ask(held, [one], actId)).get(one)).toBe('asked');
    expect((await ask(held, [one])).get(one)).toBe('asked-already');
    expect((await toldIn(held)).map(({ what }) => what)).toEqual(['seat-asked']);
    const askId = (await askIn(held, one))?.askId ?? '';
    const kept = await answerAsk(held.world, held.tenant, one, newId(), { askId, answer: 'keep' });
    expect(kept).toMatchObject({ state: 'kept', restsUntil: held.clock.now + 90 * DAY_MS });
    held.clock.now += 89 * DAY_MS;
    expect(await steps(held)).toBeNull();
    expect((await ask(held, [one])).get(one)).toBe('rests');
    held.clock.now += DAY_MS;
    expect((await ask(held, [one])).get(one)).toBe('asked');
    expect(await usedIn(held)).toBe(3);
    const answer = { askId, answer: 'keep' } as const;
    await expect(answerAsk(held.world, held.tenant, one, newId(), answer)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('is reminded of once, and stays where nobody chose that it is released', async () => {
    const held = await opened(buckets, 2);
    const [one = '', two = ''] = held.campus.personIds;
    held.clock.now = START + 40 * DAY_MS;
    await ask(held, [one, two]);
    await seen(held, two, held.clock.now + DAY_MS);
    expect(await steps(held)).toBe(START + 47 * DAY_MS);
    for (let day = 0; day < 40; day++) {
      held.clock.now += DAY_MS;
      await steps(held);
    }
    expect(await askIn(held, one)).toMatchObject({ state: 'unanswered', dueAt: null });
    expect(await askIn(held, two)).toMatchObject({ state: 'active', dueAt: null });
    const told = await toldIn(held);
    expect(told.filter((notice) => notice.what === 'seat-asked' && notice.isReminder)).toEqual([
      expect.objectContaining({ personId: one }),
    ]);
    expect(await usedIn(held)).toBe(2);
  });

  test('is released by itself a day after it was given up, where the account chose that, and not before', async () => {
    const held = await opened(buckets, 3);
    const [one = '', two = '', three = ''] = held.campus.personIds;
    await choose(held, 'given-up');
    held.clock.now = START + 40 * DAY_MS;
    await ask(held, [one, two, three]);
    const give = async (id: string, answer: 'keep' | 'give-up'): Promise<void> => {
      const askId = (await askIn(held, id))?.askId ?? '';
      await answerAsk(held.world, held.tenant, id, newId(), { askId, answer });
    };
    await give(one, 'give-up');
    await give(two, 'give-up');
    held.clock.now += DAY_MS - 1;
    await steps(held);
    expect(await usedIn(held)).toBe(3);
    await give(two, 'keep');
    held.clock.now += 1;
    await steps(held);
    expect(await askIn(held, one)).toMatchObject({ state: 'released', release: { by: null } });
    expect(await askIn(held, two)).toMatchObject({ state: 'kept' });
    expect(await usedIn(held)).toBe(2);
    held.clock.now += 60 * DAY_MS;
    for (let looks = 0; looks < 4; looks++) await steps(held);
    // Nobody answered for the third: that is not what the account chose.
    expect(await askIn(held, three)).toMatchObject({ state: 'asked' });
    expect(await usedIn(held)).toBe(2);
    const askId = (await askIn(held, one))?.askId ?? '';
    await expect(
      answerAsk(held.world, held.tenant, one, newId(), { askId, answer: 'keep' }),
    ).rejects.toMatchObject({ code: 'seat-released' });
  });

  test('is released with all that holds it, and given back as it was', async () => {
    // More enrolments than one commit ends.
    const held = await opened(buckets, 2, 18);
    const { world, tenant, campus } = held;
    const [one = ''] = campus.personIds;
    const [trainingId = ''] = campus.trainingIds;
    const catalogId = campus.catalogOf.get(trainingId) ?? '';
    const endsOn = dayOf(START + 300 * DAY_MS);
    const people = [{ personId: one, endsOn }];
    await enrolPeople(world, tenant, act(), { trainingId, catalogId, people });
    const before = await liveIn(held, one);
    expect(before.length).toBe(18);
    held.clock.now = START + 40 * DAY_MS;
    const released = await releaseSeats(world, tenant, act(), [one], 30);
    expect(released.get(one)).toEqual({ outcome: 'released', enrolmentsEnded: 18 });
    expect(await liveIn(held, one)).toEqual([]);
    expect(await personIn(held, one)).toMatchObject({ counted: false, standing: 'no-enrolment' });
    expect(Object.keys((await personIn(held, one)).catalogs)).toEqual([catalogId]);
    expect(await usedIn(held)).toBe(1);
    const again = await releaseSeats(world, tenant, act(), [one], 30);
    expect(again.get(one)).toEqual({ outcome: 'refused', code: 'no-seat' });
    held.clock.now += 10 * DAY_MS;
    const back = await restoreSeats(world, tenant, act(), [one]);
    expect(back.get(one)).toEqual({ outcome: 'restored', enrolments: 18, flow: false, lost: [] });
    expect(await liveIn(held, one)).toEqual(before);
    expect(await usedIn(held)).toBe(2);
    expect((await restoreSeats(world, tenant, act(), [one])).get(one)).toEqual({
      ...{ outcome: 'refused', code: 'not-released' },
    });
    held.clock.now += 80 * DAY_MS;
    expect((await ask(held, [one])).get(one)).toBe('rests');
  });

  test('S-6: a seat that a group holds is not released, and says so', async () => {
    const held = await opened(buckets, 2);
    const [one = ''] = held.campus.personIds;
    const groupId = await heldByGroup(held, [one]);
    held.clock.now = START + 40 * DAY_MS;
    const result = await releaseSeats(held.world, held.tenant, act(), [one], 30);
    expect(result.get(one)).toEqual({
      ...{ outcome: 'refused', code: 'held-by-group', groupIds: [groupId] },
    });
    expect(await askIn(held, one)).toBeNull();
    await choose(held, 'unanswered');
    await ask(held, [one]);
    for (let looks = 0; looks < 3; looks++) {
      held.clock.now += 20 * DAY_MS;
      await steps(held);
    }
    expect(await askIn(held, one)).toMatchObject({
      ...{ state: 'unanswered', obstacle: 'held-by-group', dueAt: null },
    });
    expect(await usedIn(held)).toBe(2);
  });

  test('what began meanwhile, or was taken up again since, is never touched', async () => {
    const held = await opened(buckets, 2);
    const { world, tenant, campus } = held;
    const [one = ''] = campus.personIds;
    const [first = '', second = ''] = campus.trainingIds;
    const catalogId = campus.catalogOf.get(first) ?? '';
    held.clock.now = START + 40 * DAY_MS;
    await releaseSeats(world, tenant, act(), [one], 30);
    const people = [{ personId: one }];
    await enrolPeople(world, tenant, act(), { trainingId: first, catalogId, people });
    const back = await restoreSeats(world, tenant, act(), [one]);
    expect(back.get(one)).toEqual({
      ...{ outcome: 'restored', enrolments: 1, flow: false },
      lost: [{ trainingId: first, code: 'changed-since' }],
    });
    expect((await liveIn(held, one)).map((line) => line.split(' ')[0]).sort()).toEqual(
      [first, second].sort(),
    );
    expect(await usedIn(held)).toBe(2);
  });

  test('who has given the seat up loses it by hand whatever was done since, and who has kept it does not', async () => {
    const held = await opened(buckets, 2);
    const { world, tenant, campus } = held;
    const [one = '', two = ''] = campus.personIds;
    held.clock.now = START + 40 * DAY_MS;
    await ask(held, [one, two]);
    for (const [id, answer] of [
      [one, 'give-up'],
      [two, 'keep'],
    ] as const) {
      const askId = (await askIn(held, id))?.askId ?? '';
      await answerAsk(world, tenant, id, newId(), { askId, answer });
    }
    held.clock.now += 2 * DAY_MS;
    await seen(held, one, held.clock.now);
    const results = await releaseSeats(world, tenant, act(), [one, two], 30);
    expect([...results.values()].map(({ outcome }) => outcome)).toEqual(['released', 'refused']);
    expect(results.get(two)).toEqual({ outcome: 'refused', code: 'rests' });
    expect(await usedIn(held)).toBe(1);
  });

  test('what usage knows of somebody is taken over before the person is advised, asked or released', async () => {
    const held = await opened(buckets, 3);
    const { world, tenant, campus } = held;
    const [one = '', two = '', three = ''] = campus.personIds;
    held.clock.now = START + 40 * DAY_MS;
    for (const personId of [one, two]) {
      const bucket = bucketOf(tenant.tenantId, personId, buckets);
      const lastOn = dayOf(START + 35 * DAY_MS);
      await world.store.commit(bucket, [create(activePeople, { personId, months: {}, lastOn })]);
    }
    expect((await ask(held, [one])).get(one)).toBe('active');
    const released = await releaseSeats(world, tenant, act(), [two], 30);
    expect(released.get(two)).toEqual({ outcome: 'refused', code: 'active' });
    expect(await advised(held, 30, 10)).toEqual([three]);
    expect(await usedIn(held)).toBe(3);
  });

  test('a question that was taken back is no longer answered, and may be asked again', async () => {
    const held = await opened(buckets, 1);
    const [one = ''] = held.campus.personIds;
    held.clock.now = START + 40 * DAY_MS;
    await ask(held, [one]);
    const askId = (await askIn(held, one))?.askId ?? '';
    const withdraw = () => withdrawAsks(held.world, held.tenant, act(), [one]);
    expect((await withdraw()).get(one)).toBe('withdrawn');
    await expect(
      answerAsk(held.world, held.tenant, one, newId(), { askId, answer: 'give-up' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    held.clock.now += 30 * DAY_MS;
    expect(await steps(held)).toBeNull();
    expect((await ask(held, [one])).get(one)).toBe('asked');
  });
});
