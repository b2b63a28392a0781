import { afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idFrom } from '../../api/kernel/ids.ts';
import { DAY_MS, MINUTE_MS } from '../../api/kernel/time.ts';
import { occasionOf } from '../../api/notifications/rules/notices.ts';
import type { World } from '../../api/ports/world.ts';
import { answerAsk, askPeople } from '../../api/reclaim/actions/ask.ts';
import { releaseSeats } from '../../api/reclaim/actions/release.ts';
import { restoreSeats } from '../../api/reclaim/actions/restore.ts';
import { changeSettings } from '../../api/reclaim/actions/settings.ts';
import { takeDueSteps } from '../../api/reclaim/actions/steps.ts';
import { UNSET } from '../../api/reclaim/rules/settings.ts';
import { Crash, crashingStore, type Death } from '../directory/crashing-store.ts';
import { act } from '../seats/campus.ts';
import { fewRuns } from '../store-under-test.ts';
import { askIn, liveIn, openHeld, START, toldIn, usedIn, type Held } from './harness.ts';

const NUM_RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 300 : fewRuns ? 3 : 15;

let open: Held | null = null;
afterEach(async () => {
  await open?.bench.close();
  open = null;
});

/** One thing that somebody does, under its own act id: whoever gets no answer sends it again. */
type Did = (world: World) => Promise<unknown>;

/** Asking, answering, the clock, releasing and undoing, in the order of a story. */
function storyOf(held: Held): readonly { readonly afterMs: number; readonly did: Did }[] {
  const { tenant, campus } = held;
  const [one = '', two = '', three = ''] = campus.personIds;
  const actId = (what: string): string => idFrom('story', tenant.tenantId, what);
  const answers =
    (personId: string, answer: 'keep' | 'give-up'): Did =>
    async (world) => {
      const askId = (await askIn(held, personId))?.askId ?? '';
      await answerAsk(world, tenant, personId, actId(`answer ${personId}`), { askId, answer });
    };
  const look: Did = (world) => takeDueSteps(world, tenant);
  return [
    {
      afterMs: 40 * DAY_MS,
      did: (world) => askPeople(world, tenant, act(actId('ask')), [one, two, three], 30),
    },
    { afterMs: DAY_MS, did: answers(one, 'give-up') },
    { afterMs: MINUTE_MS, did: answers(two, 'keep') },
    { afterMs: 2 * DAY_MS, did: look },
    { afterMs: 5 * DAY_MS, did: look },
    { afterMs: 9 * DAY_MS, did: look },
    { afterMs: MINUTE_MS, did: look },
    {
      afterMs: 90 * DAY_MS,
      did: (world) => releaseSeats(world, tenant, act(actId('release')), [two], 30),
    },
    {
      afterMs: DAY_MS,
      did: (world) => restoreSeats(world, tenant, act(actId('restore')), [one, three]),
    },
  ];
}

/** Everything that is to be seen at the end. */
async function endOf(held: Held): Promise<unknown> {
  const { personIds } = held.campus;
  const told = (await toldIn(held)).map((notice) => ({
    what: notice.what,
    who: 'personId' in notice ? personIds.indexOf(notice.personId) : null,
    isReminder: notice.what === 'seat-asked' && notice.isReminder,
  }));
  const names = new Map(held.campus.trainingIds.map((id, nth) => [id, nth]));
  const seats = personIds.map(async (personId) => ({
    state: (await askIn(held, personId))?.state,
    live: (await liveIn(held, personId)).map((line) => names.get(line.split(' ')[0] ?? '')).sort(),
  }));
  return {
    used: await usedIn(held),
    seats: await Promise.all(seats),
    told: told.map((one) => JSON.stringify(one)).sort(),
  };
}

/** Lives through the story; the process dies at that commit of it, and another one goes on. */
async function live(death: Death | null): Promise<{ end: unknown; commits: number; held: Held }> {
  const held = await openHeld(1, 4, 17);
  open = held;
  await changeSettings(held.world, held.tenant, act(), { ...UNSET, releases: 'unanswered' }, null);
  let commits = 0;
  let world: World = {
    ...held.world,
    store: crashingStore(held.world.store, death, () => commits++),
  };
  for (const { afterMs, did } of storyOf(held)) {
    held.clock.now += afterMs;
    try {
      await did(world);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      // The next process: what was due is done, and whoever got no answer sends the act again.
      world = held.world;
      held.clock.now += 2 * MINUTE_MS;
      await takeDueSteps(world, held.tenant);
      await did(world);
    }
  }
  held.clock.now += 2 * MINUTE_MS;
  await takeDueSteps(held.world, held.tenant);
  return { end: await endOf(held), commits, held };
}

test('a stop at any commit of asking, answering, releasing and undoing changes nothing of what comes of it', async () => {
  const whole = await live(null);
  await whole.held.bench.close();
  expect(whole.end).toMatchObject({ used: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: whole.commits }),
      fc.constantFrom('before' as const, 'after' as const),
      async (atCommit, when) => {
        const { end, held } = await live({ atCommit, when });
        const occasions = (await toldIn(held)).map((notice) => occasionOf(notice, START));
        await held.bench.close();
        open = null;
        expect(end).toEqual(whole.end);
        expect(new Set(occasions).size).toBe(occasions.length);
      },
    ),
    { numRuns: NUM_RUNS },
  );
}, 120_000);
