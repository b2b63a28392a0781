import type { DeletionsPreview } from './answers.ts';

/** A product of which licences become free, and how many. */
export interface Freed {
  readonly skuId: string;
  readonly name: string;
  readonly count: number;
}

/** What deleting users frees, by product; the most first (PC-36). */
export function freedBy(
  users: readonly Pick<DeletionsPreview['users'][number], 'licences'>[],
): readonly Freed[] {
  const freed = new Map<string, Freed>();
  for (const { skuId, name } of users.flatMap(({ licences }) => licences)) {
    freed.set(skuId, { skuId, name, count: (freed.get(skuId)?.count ?? 0) + 1 });
  }
  return [...freed.values()].toSorted(
    (one, other) => other.count - one.count || one.name.localeCompare(other.name),
  );
}
