import { LRUCache } from 'lru-cache';
import { catalogs, trainings } from '../../../catalogs/kinds.ts';
import type { Training } from '../../../catalogs/rules.ts';
import { followedGroups } from '../../../directory/kinds.ts';
import type { CatalogId, GroupId, TrainingId } from '../../../kernel/ids.ts';
import { rootOf } from '../../../ports/partitions.ts';
import type { Kind } from '../../../ports/store.ts';
import type { Reading } from './source.ts';

/** So many things of a sort are remembered while a report is made. */
const REMEMBERED_MAX = 5_000;

/** What a report calls things; null where nothing is known of them any more. */
export interface Names {
  readonly catalog: (catalogId: CatalogId) => Promise<string | null>;
  readonly training: (
    trainingId: TrainingId,
  ) => Promise<Pick<Training, 'name' | 'type' | 'catalogId'> | null>;
  readonly group: (groupId: GroupId) => Promise<string | null>;
}

/** Reads names as they are asked for, each once or nearly so. Also of what was deleted: it is still called so. */
export function namesFor({ store, tenant }: Pick<Reading, 'store' | 'tenant'>): Names {
  const root = rootOf(tenant.tenantId);
  const remembering = <D extends object, I extends string>(
    of: Kind<D, I>,
    keyOf: (id: string) => Partial<D>,
  ): ((id: string) => Promise<D | null>) => {
    const known = new LRUCache<string, { readonly doc: D | null }>({ max: REMEMBERED_MAX });
    return async (id) => {
      const before = known.get(id);
      if (before !== undefined) return before.doc;
      const doc = (await store.read(root, of, keyOf(id)))?.doc ?? null;
      known.set(id, { doc });
      return doc;
    };
  };
  const catalog = remembering(catalogs, (catalogId) => ({ catalogId }));
  const training = remembering(trainings, (trainingId) => ({ trainingId }));
  const group = remembering(followedGroups, (groupId) => ({ groupId }));
  return {
    training,
    catalog: async (id) => (await catalog(id))?.name ?? null,
    group: async (id) => (await group(id))?.displayName ?? null,
  };
}
