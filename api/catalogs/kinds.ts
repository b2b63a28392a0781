import { kind } from '../ports/store.ts';
import type { GroupLink } from '../seats/rules/groups.ts';
import type { Catalog, CatalogAdmin, Training } from './rules.ts';

/** Catalogs, in the tenant's root. */
export const catalogs = kind<Catalog>()({
  name: 'catalog',
  key: ['catalogId'],
  fields: {
    catalogId: 'guid',
    name: 'text',
    nameKey: 'text',
    existence: 'text',
    createdAt: 'integer',
  },
  indexes: { byName: { equals: ['existence'], order: ['nameKey'] } },
});

/** Courses and training plans, in the tenant's root. */
export const trainings = kind<Training>()({
  name: 'training',
  key: ['trainingId'],
  fields: {
    trainingId: 'guid',
    catalogId: 'guid',
    type: 'text',
    name: 'text',
    nameKey: 'text',
    published: 'flag',
    existence: 'text',
    createdAt: 'integer',
  },
  indexes: {
    byCatalog: { equals: ['catalogId', 'type', 'existence'], order: ['nameKey'] },
  },
});

/** Who administers which catalog, in the tenant's root. */
export const catalogAdmins = kind<CatalogAdmin>()({
  name: 'catalogAdmin',
  key: ['catalogId', 'personId'],
  fields: { catalogId: 'guid', personId: 'guid', addedAt: 'integer' },
  indexes: {
    byCatalog: { equals: ['catalogId'], order: ['personId'] },
    byPerson: { equals: ['personId'], order: ['catalogId'] },
  },
});

/** A group link as kept: `targetId` is the training, or the catalog for a link to the Users list alone. */
export interface KeptGroupLink extends GroupLink {
  readonly targetId: string;
}

/** Which groups' members are enrolled in what, in the tenant's root. */
export const groupLinks = kind<KeptGroupLink>()({
  name: 'groupLink',
  key: ['targetId', 'groupId'],
  fields: { targetId: 'guid', groupId: 'guid', catalogId: 'guid', trainingId: 'guid?' },
  indexes: {
    byTarget: { equals: ['targetId'], order: ['groupId'] },
    byGroup: { order: ['groupId', 'targetId'] },
    byCatalog: { equals: ['catalogId'], order: ['groupId', 'targetId'] },
  },
});
