import { tell } from '../../../audit/actions.ts';
import { AppError } from '../../../kernel/errors.ts';
import { newId, type PersonId, type CatalogId, type TrainingId } from '../../../kernel/ids.ts';
import { bucketAt } from '../../../ports/partitions.ts';
import { add, create, replace, type AnyWrite } from '../../../ports/store.ts';
import type { Actor, Tenant, World } from '../../../ports/world.ts';
import { catalogFigures, heads, people, recountTurns, trainingFigures } from '../../kinds.ts';
import { FigureSum } from '../../rules/ledger.ts';
import { agrees, derive, type Difference } from '../../rules/recount.ts';
import { allEnrolmentsOf } from '../loading.ts';
import { eventTail, ledgerIn } from './events.ts';
import type { Scan } from './scan.ts';

/** Figures compared in one commit, beside the event. */
const FIGURES_PER_MARK = 90;

/**
 * Looks at a person who differed again, and writes what the facts make of it; the figures have been recounted from the
 * same facts, so they are not moved by this. Null where no difference is left.
 */
export async function healPerson(
  world: World,
  tenant: Tenant,
  actor: Actor,
  bucket: number,
  personId: PersonId,
): Promise<Difference | null> {
  const partition = bucketAt(tenant.tenantId, bucket);
  for (;;) {
    const held = await world.store.read(partition, people, { personId });
    if (held === null) return null;
    const theirs = await allEnrolmentsOf(world.store, partition, personId);
    const at = world.clock.now();
    const derived = derive(
      held.doc,
      theirs.map(({ doc }) => doc),
      at,
    );
    if (agrees(held.doc, derived)) return null;
    const kept = { counted: held.doc.counted, standing: held.doc.standing };
    const recounted = { counted: derived.counted, standing: derived.standing };
    const result = await world.store.commit(partition, [
      replace(people, derived, held.version),
      tell(actor, at, 'person-recounted', { personId, kept, recounted }),
    ]);
    if (result.outcome === 'committed') {
      return { of: 'person', personId, kept, recounted, healed: true };
    }
  }
}

/** One figure to compare. */
type Figure =
  | { readonly of: 'tenant' }
  | { readonly of: 'catalog'; readonly catalogId: CatalogId }
  | { readonly of: 'training'; readonly trainingId: TrainingId };

const touch = (figure: Figure): AnyWrite => {
  if (figure.of === 'tenant') return add(heads, {}, { used: 0, unenrolled: 0 });
  if (figure.of === 'catalog') {
    return add(catalogFigures, { catalogId: figure.catalogId }, { used: 0, listed: 0, live: 0 });
  }
  return add(trainingFigures, { trainingId: figure.trainingId }, { live: 0 });
};

const amountOf = (kept: object | null | undefined, field: string): number =>
  Number((kept as Record<string, unknown> | null | undefined)?.[field] ?? 0);

/** How a figure as kept differs from the recounted sum, and the write that heals it; null where they agree. */
function compare(
  figure: Figure,
  kept: object | null | undefined,
  sum: FigureSum,
  bucket: number,
): { readonly difference: Difference; readonly heal: AnyWrite } | null {
  if (figure.of === 'tenant') {
    const was = { used: amountOf(kept, 'used'), unenrolled: amountOf(kept, 'unenrolled') };
    const { used, unenrolled } = sum;
    if (was.used === used && was.unenrolled === unenrolled) return null;
    return {
      difference:
        was.used === used
          ? { of: 'unenrolled', bucket, kept: was.unenrolled, recounted: unenrolled, healed: true }
          : { of: 'tenant', bucket, kept: was.used, recounted: used, healed: true },
      heal: add(heads, {}, { used: used - was.used, unenrolled: unenrolled - was.unenrolled }),
    };
  }
  if (figure.of === 'training') {
    const { trainingId } = figure;
    const was = amountOf(kept, 'live');
    const is = sum.trainings.get(trainingId) ?? 0;
    if (was === is) return null;
    return {
      difference: { of: 'training', bucket, trainingId, kept: was, recounted: is, healed: true },
      heal: add(trainingFigures, { trainingId }, { live: is - was }),
    };
  }
  const { catalogId } = figure;
  const was = {
    used: amountOf(kept, 'used'),
    listed: amountOf(kept, 'listed'),
    live: amountOf(kept, 'live'),
  };
  const is = sum.catalogs.get(catalogId) ?? { used: 0, listed: 0, live: 0 };
  if (was.used === is.used && was.listed === is.listed && was.live === is.live) return null;
  return {
    difference: { of: 'catalog', bucket, catalogId, kept: was, recounted: { ...is }, healed: true },
    heal: add(
      catalogFigures,
      { catalogId },
      { used: is.used - was.used, listed: is.listed - was.listed, live: is.live - was.live },
    ),
  };
}

const overtaken = (): AppError =>
  new AppError('busy', 'Another recount came between. Recount again in a moment.', {
    retryAfterSeconds: 2,
  });

/** What the figures of a bucket said, what the facts say, and what was healed. */
export interface FigureCheck {
  readonly kept: number;
  readonly recounted: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares a bucket's figures with a scan of its facts, and heals what differs by adding the difference. Figures are read
 * by a commit that adds nothing to them and writes an event: so it is known to the event what they stand for, however
 * many others write meanwhile. Where another recount has compared them since, perhaps that of a worker which took over
 * from this one, nothing is healed here: two would heal the same difference twice.
 * @throws AppError `busy` in that case
 */
export async function healFigures(
  world: World,
  tenant: Tenant,
  actor: Actor,
  bucket: number,
  scan: Scan,
  catalogIds: readonly CatalogId[],
  trainingIds: readonly TrainingId[],
): Promise<FigureCheck> {
  const partition = bucketAt(tenant.tenantId, bucket);
  const tail = eventTail(world.store, partition, scan.position);
  const sum = FigureSum.of(scan);
  const figures: Figure[] = [
    { of: 'tenant' },
    ...catalogIds.map((catalogId) => ({ of: 'catalog' as const, catalogId })),
    ...trainingIds.map((trainingId) => ({ of: 'training' as const, trainingId })),
  ];
  const check = { kept: 0, recounted: 0, differences: [] as Difference[] };
  await world.store.commit(partition, [create(recountTurns, { turn: 0 })]);
  for (let from = 0; from < figures.length; from += FIGURES_PER_MARK) {
    const portion = figures.slice(from, from + FIGURES_PER_MARK);
    const mark = newId();
    const marking = await world.store.commit(partition, [
      ...portion.map(touch),
      add(recountTurns, {}, { turn: 1 }),
      tell(actor, world.clock.now(), 'figures-recounted', { mark }),
    ]);
    if (marking.outcome === 'refused') throw new Error('A figure to be recounted is missing.');
    for (let event = await tail.next(); event?.data['mark'] !== mark; event = await tail.next()) {
      if (event === null) throw new Error('The event of a recount is missing.');
      for (const line of ledgerIn(event)) sum.add(line, line.people.length);
    }
    if (from === 0) {
      check.kept = amountOf(marking.added[0], 'used');
      check.recounted = sum.used;
    }
    const found = portion.flatMap(
      (figure, i) => compare(figure, marking.added[i], sum, bucket) ?? [],
    );
    if (found.length > 0) {
      const differences = found.map(({ difference }) => difference);
      const turn = amountOf(marking.added[portion.length], 'turn');
      const healing = await world.store.commit(partition, [
        ...found.map(({ heal }) => heal),
        add(recountTurns, {}, { turn: 0 }, { turn: { atMost: turn } }),
        tell(actor, world.clock.now(), 'figures-healed', { differences }),
      ]);
      if (healing.outcome === 'refused') throw overtaken();
      check.differences.push(...differences);
    }
  }
  return check;
}
