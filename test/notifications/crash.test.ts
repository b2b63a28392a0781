import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conversations } from '../../api/chat/kinds.ts';
import { idFrom, newId, type PersonId } from '../../api/kernel/ids.ts';
import { announcement } from '../../api/notifications/actions/announce.ts';
import { handOutNotices } from '../../api/notifications/actions/dispatch.ts';
import type { Outward } from '../../api/notifications/actions/outward.ts';
import { notices, preferences } from '../../api/notifications/kinds.ts';
import type { Notice } from '../../api/notifications/rules/notices.ts';
import type { Channel, DeliveryOutcome } from '../../api/ports/channel.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { create } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { fewRuns } from '../store-under-test.ts';
import { deliveriesIn } from './telling.ts';

const NUM_RUNS = process.env['HEADCOUNT_MATRIX'] === 'full' ? 200 : fewRuns ? 3 : 20;
const START = Date.UTC(2026, 0, 5);

let bench: Bench;
beforeAll(() => {
  bench = openBench();
});
afterAll(() => bench.close());

/** The process ends at its nth step: before a commit, right after it, or right after a mail went out. */
interface Stop {
  readonly step: number;
  readonly when: 'before' | 'after';
}

class Stopped extends Error {}

/** A tenant whose admins are told, in a world that can be stopped anywhere. */
function stage(
  admins: number,
  outcomes: readonly DeliveryOutcome[],
  botOutcomes: readonly DeliveryOutcome[] = [],
) {
  const tenant: Tenant = { tenantId: newId(), buckets: 1 };
  const personIds = Array.from({ length: admins }, (_, nth) =>
    idFrom('admin', tenant.tenantId, String(nth)),
  );
  const sent: { readonly personId: PersonId; readonly subject: string }[] = [];
  let now = START;
  let deliveries = 0;

  const process = (stop: Stop | null): { readonly world: World; readonly outward: Outward } => {
    let steps = 0;
    /** Ends the process at its step, and lets nothing happen afterwards: a process that ended does nothing more. */
    const step = async <T>(act: () => Promise<T>): Promise<T> => {
      steps += 1;
      if (stop !== null && (steps > stop.step || (steps === stop.step && stop.when === 'before'))) {
        throw new Stopped();
      }
      const done = await act();
      if (stop !== null && steps === stop.step) throw new Stopped();
      return done;
    };
    const channel = (
      name: Channel['name'],
      atOnce: number,
      comes: readonly DeliveryOutcome[],
    ): Channel => ({
      ...{ name, atOnce },
      deliver: async ({ to, subject }, begin) => {
        if (!(await begin())) return { outcome: 'called-off' };
        return step(async () => {
          const outcome = comes[deliveries++ % comes.length] ?? { outcome: 'delivered' };
          const arrived = outcome.outcome === 'delivered' || outcome.outcome === 'unknown';
          if (arrived) sent.push({ personId: to.personId, subject });
          return outcome;
        });
      },
    });
    const { store } = bench.world;
    return {
      world: {
        ...bench.world,
        store: { ...store, commit: (...asked) => step(() => store.commit(...asked)) },
        clock: { now: () => now, at: () => ({ cancel: () => undefined }) },
      },
      outward: {
        bot: botOutcomes.length === 0 ? null : channel('bot', 4, botOutcomes),
        installer: null,
        decisions: [],
        mail: channel('mail', 1, outcomes),
        addressBook: {
          peopleWith: () => Promise.resolve([]),
          roleHolders: () => Promise.resolve({ globalAdmins: [], lmsAdmins: personIds }),
          contacts: (_, ids) =>
            Promise.resolve(
              ids.map((id) => ({
                displayName: id,
                enabled: true,
                mail: `${id}@contoso.example`,
                preferredLanguage: null,
              })),
            ),
        },
        linkTo: () => null,
        seatsContact: null,
      },
    };
  };

  return {
    ...{ tenant, personIds, sent, process },
    pass: (ms: number) => void (now += ms),
  };
}

type Stage = ReturnType<typeof stage>;

/** Works as the keeper of due work does: again after a stop, and when it says that there is more. */
async function work({ process, tenant, pass }: Stage, stops: readonly Stop[]): Promise<void> {
  for (const stop of stops) {
    const { world, outward } = process(stop);
    await handOutNotices(world, outward, tenant).catch((error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    });
  }
  const { world, outward } = process(null);
  for (;;) {
    const next = await handOutNotices(world, outward, tenant);
    if (next === null) return;
    pass(Math.max(0, next - world.clock.now()));
  }
}

const announceAll = async ({ tenant }: Stage, all: readonly Notice[]): Promise<void> => {
  for (const notice of all) {
    await bench.world.store.commit(rootOf(tenant.tenantId), [announcement(notice, START)]);
  }
};

/** Nobody is left out, nobody is told twice, and every row says what happened. */
async function holds({ tenant, personIds, sent }: Stage, occasions: number): Promise<void> {
  const rows = await deliveriesIn(bench.world, tenant);
  expect(rows).toHaveLength(personIds.length * occasions);
  for (const personId of personIds) {
    const told = sent.filter((mail) => mail.personId === personId);
    expect(new Set(told.map(({ subject }) => subject)).size).toBe(told.length);
    const his = rows.filter((row) => row.personId === personId);
    const count = (state: string): number => his.filter((row) => row.state === state).length;
    expect(count('delivered') + count('unknown') + count('failed')).toBe(occasions);
    expect(told.length).toBeGreaterThanOrEqual(count('delivered'));
    expect(told.length).toBeLessThanOrEqual(count('delivered') + count('unknown'));
  }
  const root = rootOf(tenant.tenantId);
  expect(await allOf(bench.world.store, root, notices, 'open')).toEqual([]);
}

const NOTICES: readonly Notice[] = [
  { what: 'limit-reached', used: 5, capacity: 5, closesAt: START },
  // The same occasion once more, in other words.
  { what: 'grace-days-left', reason: 'limit', daysLeft: 14, closesAt: START },
  { what: 'grace-days-left', reason: 'limit', daysLeft: 7, closesAt: START },
];

const anyOutcome: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ outcome: 'delivered' } as const) },
  { weight: 1, arbitrary: fc.constant({ outcome: 'unknown' } as const) },
  {
    weight: 2,
    arbitrary: fc.constant({
      ...{ outcome: 'failed', reason: 'throttled', retryable: true, retryAfterMs: 1_000 },
    } as const),
  },
);
const anyBotOutcome: fc.Arbitrary<DeliveryOutcome> = fc.oneof(
  { weight: 4, arbitrary: anyOutcome },
  {
    weight: 1,
    arbitrary: fc.constantFrom<DeliveryOutcome>(
      { outcome: 'unreachable', reason: 'bot-blocked' },
      { outcome: 'unreachable', reason: 'bot-removed' },
      { outcome: 'failed', reason: 'refused', retryable: false, retryAfterMs: null },
    ),
  },
);
const anyStops = fc.array(
  fc.record({
    step: fc.integer({ min: 1, max: 40 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  { maxLength: 12 },
);

test('G-5 wherever a process ends, however often, each admin is told once of each occasion, or it says that nobody knows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6 }),
      fc.array(anyOutcome, { minLength: 1, maxLength: 9 }),
      anyStops,
      async (admins, outcomes, stops) => {
        const scene = stage(admins, outcomes);
        await announceAll(scene, NOTICES);
        await work(scene, stops);
        await holds(scene, 2);
      },
    ),
    { numRuns: NUM_RUNS },
  );
});

test('wherever a process ends, each admin is told once, by the bot or by mail, and never by both', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(anyOutcome, { minLength: 1, maxLength: 5 }),
      fc.array(anyBotOutcome, { minLength: 1, maxLength: 9 }),
      anyStops,
      async (admins, outcomes, botOutcomes, stops) => {
        const scene = stage(admins, outcomes, botOutcomes);
        const talking = scene.personIds.filter((_, nth) => nth % 3 !== 2);
        await bench.world.store.commit(
          rootOf(scene.tenant.tenantId),
          talking.map((personId) =>
            create(conversations, {
              ...{ personId, conversationId: personId, serviceUrl: 'https://bot.example/' },
              ...{ locale: null, state: 'open', heardAt: START, stateAt: START },
            }),
          ),
        );
        await announceAll(scene, NOTICES);
        await work(scene, stops);
        await holds(scene, 2);
      },
    ),
    { numRuns: NUM_RUNS },
  );
});

test('more admins than a commit holds are told, also where the process ends between two commits', async () => {
  const scene = stage(250, [{ outcome: 'delivered' }]);
  await announceAll(scene, NOTICES);
  await work(scene, [
    { step: 2, when: 'after' },
    { step: 3, when: 'before' },
    { step: 9, when: 'after' },
  ]);
  await holds(scene, 2);
});

test('two that work at once, against all rules, tell nobody twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), anyStops, async (admins, stops) => {
      const scene = stage(admins, [{ outcome: 'delivered' }]);
      await announceAll(scene, NOTICES);
      await Promise.all([work(scene, stops), work(scene, []), work(scene, stops.toReversed())]);
      await holds(scene, 2);
    }),
    { numRuns: Math.ceil(NUM_RUNS / 2) },
  );
});

test('what somebody does not want to be told is not told, and what cannot be off is', async () => {
  const scene = stage(2, [{ outcome: 'delivered' }]);
  const [personId = ''] = scene.personIds;
  await bench.world.store.commit(rootOf(scene.tenant.tenantId), [
    create(preferences, {
      personId,
      language: null,
      off: ['learning-resumed', 'limit-reached'],
      changedAt: START,
    }),
  ]);
  await announceAll(scene, [...NOTICES.slice(0, 1), { what: 'learning-resumed' }]);
  await work(scene, []);
  const subjects = scene.sent.filter((mail) => mail.personId === personId);
  expect(subjects.map(({ subject }) => subject)).toEqual([
    'All your seats are taken: 14 days of grace',
  ]);
  expect(scene.sent).toHaveLength(3);
});

test('what was announced and how it fared is gone after 400 days, and not before', async () => {
  const scene = stage(1, [{ outcome: 'delivered' }]);
  await announceAll(scene, NOTICES.slice(0, 1));
  await work(scene, []);
  const { store } = bench.world;
  await store.dropExpired(START + 399 * 86_400_000);
  expect(await deliveriesIn(bench.world, scene.tenant)).toHaveLength(1);
  await store.dropExpired(START + 401 * 86_400_000);
  expect(await deliveriesIn(bench.world, scene.tenant)).toEqual([]);
});
