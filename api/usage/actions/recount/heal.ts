import { tell } from '../../../audit/actions.ts';
import { AppError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { bucketAt } from '../../../ports/partitions.ts';
import { allOf } from '../../../ports/reading.ts';
import { add, create, replace, type Partition, type Position } from '../../../ports/store.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { eventTail } from '../../../seats/actions/recount/events.ts';
import { activePeople, usageFigures, usageTurns } from '../../kinds.ts';
import { figuresOf, type FigureAmounts } from '../../rules/active.ts';
import type { Month } from '../../rules/months.ts';
import {
  addTo,
  differs,
  fromKey,
  keyOf,
  without,
  type FigureSums,
  type UsageDifference,
} from '../../rules/recount.ts';
import { movesIn } from '../events.ts';
import type { Suspect } from './scan.ts';

/** Figures compared in one commit, beside the event and the turn. */
const FIGURES_PER_MARK = 90;

const NONE: FigureAmounts = { unique: 0, newcomers: 0 };

/** Figures as they stood at a moment that an event marks. */
export interface Marked {
  readonly mark: string;
  readonly turn: number;
  readonly figures: ReadonlyMap<string, FigureAmounts>;
}

/**
 * Reads all figures of a bucket by commits that add nothing to them and write an event each: so it is known to the event what
 * they stand for.
 * @returns what they stood at, and the place in the events before the first of the marks
 */
export async function markFigures(
  world: World,
  partition: Partition,
  actor: Actor,
): Promise<{ readonly from: Position; readonly marks: readonly Marked[] }> {
  const { store, clock } = world;
  await store.commit(partition, [create(usageTurns, { turn: 0 })]);
  // First the place: what is made after it is in no sum, what was made before it is in the list.
  const from = await store.position(partition);
  const held = await allOf(store, partition, usageFigures, 'byMonth');
  const marks: Marked[] = [];
  for (let at = 0; at === 0 || at < held.length; at += FIGURES_PER_MARK) {
    const portion = held.slice(at, at + FIGURES_PER_MARK);
    const mark = newId();
    const result = await store.commit(partition, [
      ...portion.map(({ doc: { month, scope } }) =>
        add(usageFigures, { month, scope }, { unique: 0, newcomers: 0 }),
      ),
      add(usageTurns, {}, { turn: 1 }),
      tell(actor, clock.now(), 'usage-recounted', { mark }),
    ]);
    if (result.outcome === 'refused') throw new Error('A figure to be recounted is missing.');
    const figures = portion.map(({ doc }, nth) => {
      const { unique, newcomers } = result.added[nth] as FigureAmounts;
      return [keyOf(doc), { unique, newcomers }] as const;
    });
    const { turn } = result.added[portion.length] as { readonly turn: number };
    marks.push({ mark, turn, figures: new Map(figures) });
  }
  return { from, marks };
}

const overtaken = (): AppError =>
  new AppError('busy', 'Another recount came between. Recount again in a moment.', {
    retryAfterSeconds: 2,
  });

/**
 * Compares marked figures with the sums of the people, brought from the first event to each mark, and heals what differs by
 * adding the difference. Where another recount has compared them since, nothing is healed here.
 * @param mayMove whether figures of the month may still change
 * @throws AppError `busy` in that case
 */
export async function healFigures(
  world: World,
  tenant: Tenant,
  actor: Actor,
  bucket: number,
  marked: Awaited<ReturnType<typeof markFigures>>,
  sumsAtStart: FigureSums,
  firstMonth: Month,
  mayMove: (month: Month) => boolean,
): Promise<readonly UsageDifference[]> {
  const partition = bucketAt(tenant.tenantId, bucket);
  const tail = eventTail(world.store, partition, marked.from);
  const sums = new Map(sumsAtStart);
  const differences: UsageDifference[] = [];
  const turn = marked.marks.at(-1)?.turn ?? 0;
  const seen = new Set(marked.marks.flatMap(({ figures }) => [...figures.keys()]));
  for (const [nth, { mark, figures }] of marked.marks.entries()) {
    for (let event = await tail.next(); event?.data['mark'] !== mark; event = await tail.next()) {
      if (event === null) throw new Error('The event of a recount is missing.');
      for (const move of movesIn(event)) addTo(sums, move);
    }
    // Figures that people have and that are not kept at all were made by nobody: they are found beside the first mark.
    const unkept = nth > 0 ? [] : [...sumsAtStart.keys()].filter((key) => !seen.has(key));
    const all = [...figures, ...unkept.map((key) => [key, NONE] as const)];
    const found = all.flatMap(([key, kept]) => {
      const { month, scope } = fromKey(key);
      const recounted = sums.get(key) ?? NONE;
      return differs(month, kept, recounted, firstMonth)
        ? [{ of: 'figure', bucket, month, scope, kept, recounted, healed: mayMove(month) } as const]
        : [];
    });
    differences.push(...found);
    const wrong = found.filter(({ healed }) => healed);
    for (let at = 0; at < wrong.length; at += FIGURES_PER_MARK)
      await healSome(world, partition, actor, wrong.slice(at, at + FIGURES_PER_MARK), turn);
  }
  return differences;
}

async function healSome(
  { store, clock }: World,
  partition: Partition,
  actor: Actor,
  wrong: readonly Extract<UsageDifference, { of: 'figure' }>[],
  turn: number,
): Promise<void> {
  for (const { month, scope } of wrong)
    // One that is there already refuses this, as it should.
    await store.commit(partition, [create(usageFigures, { month, scope, ...NONE })]);
  const { outcome } = await store.commit(partition, [
    ...wrong.map(({ month, scope, kept, recounted }) =>
      add(
        usageFigures,
        { month, scope },
        {
          unique: recounted.unique - kept.unique,
          newcomers: recounted.newcomers - kept.newcomers,
        },
      ),
    ),
    add(usageTurns, {}, { turn: 0 }, { turn: { atMost: turn } }),
    tell(actor, clock.now(), 'usage-healed', { differences: wrong }),
  ]);
  if (outcome === 'refused') throw overtaken();
}

/** Takes back that somebody was active where no fact says so. */
export async function healExtra(
  world: World,
  tenant: Tenant,
  actor: Actor,
  bucket: number,
  { personId, extra }: Suspect,
  firstMonth: Month,
  mayMove: (month: Month) => boolean,
): Promise<readonly UsageDifference[]> {
  const partition = bucketAt(tenant.tenantId, bucket);
  const differences = extra.map((key) => {
    const { month, scope } = fromKey(key);
    const healed = mayMove(month);
    return { of: 'person', personId, month, scope, kept: true, recounted: false, healed } as const;
  });
  const gone = new Set(differences.filter(({ healed }) => healed).map(keyOf));
  while (gone.size > 0) {
    const held = await world.store.read(partition, activePeople, { personId });
    if (held === null) break;
    const months = without(held.doc.months, gone);
    const sums = new Map<string, FigureAmounts>();
    for (const [before, sign] of [
      [held.doc.months, -1],
      [months, 1],
    ] as const)
      for (const figure of figuresOf(before, firstMonth))
        addTo(sums, {
          ...figure,
          unique: sign * figure.unique,
          newcomers: sign * figure.newcomers,
        });
    const moved = [...sums].filter(([, sum]) => sum.unique !== 0 || sum.newcomers !== 0);
    const { outcome } = await world.store.commit(partition, [
      replace(activePeople, { ...held.doc, months }, held.version),
      ...moved
        .slice(0, FIGURES_PER_MARK)
        .map(([key, sum]) => add(usageFigures, fromKey(key), { ...sum })),
      tell(actor, world.clock.now(), 'usage-healed', { personId, differences }),
    ]);
    if (outcome === 'committed') break;
  }
  return differences;
}
