import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { newId } from '../../api/kernel/ids.ts';
import { fold } from '../../api/kernel/text.ts';
import { bucketsOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import type { Actor, Tenant, World } from '../../api/ports/world.ts';
import { changePeople } from '../../api/seats/actions/people.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NOTHING_YET } from '../../api/seats/rules/counting.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { unchanged } from '../../api/seats/rules/enrolment.ts';
import type { DirectoryAccount } from '../../api/seats/rules/person.ts';

/** A small tenant to act on: catalogs with courses and a plan each, and people of the directory. */
export interface Campus {
  readonly catalogIds: readonly string[];
  /** The catalog of each course and plan. */
  readonly catalogOf: ReadonlyMap<string, string>;
  readonly trainingIds: readonly string[];
  readonly personIds: readonly string[];
}

/** Somebody new who acts, once. */
export const act = (actId: string = newId()): Actor => ({ personId: null, actId });

/** Writes what the directory says of people, as the sync does. */
export async function setAccounts(
  world: World,
  tenant: Tenant,
  personIds: readonly string[],
  account: DirectoryAccount,
  actor: Actor = act(),
): Promise<void> {
  await changePeople<null>(world, tenant, actor, personIds, {
    what: 'people-synced',
    enrolments: 'none',
    unfinished: 'leave',
    seats: 'facts',
    decide: (state, personId, at) => {
      const gone = account === 'deleted' || account === 'purged';
      if (state !== null) {
        if (state.person.account === account) return unchanged(null);
        const deletedAt = gone ? (state.person.deletedAt ?? at) : null;
        return { facts: { ...state.person, account, deletedAt }, enrolments: [], outcome: null };
      }
      const displayName = `Person ${personId.slice(0, 8)}`;
      return {
        facts: {
          personId,
          displayName,
          nameKey: fold(displayName),
          userName: `${personId}@example.test`,
          mail: null,
          guest: false,
          account,
          ...NOTHING_YET,
          deletedAt: gone ? at : null,
          generation: 1,
          page: 1,
        },
        enrolments: [],
        outcome: null,
      };
    },
  });
}

/** Builds a campus in an empty tenant. */
export async function buildCampus(
  world: World,
  tenant: Tenant,
  sizes: { readonly catalogs: number; readonly trainings: number; readonly people: number },
): Promise<Campus> {
  for (const bucket of bucketsOf(tenant.tenantId, tenant.buckets)) {
    await world.store.commit(bucket, [create(heads, NEW_HEAD)]);
  }
  const catalogIds: string[] = [];
  const catalogOf = new Map<string, string>();
  for (let c = 0; c < sizes.catalogs; c++) {
    const { doc } = await createCatalog(world, tenant, act(), `Catalog ${c}`);
    catalogIds.push(doc.catalogId);
    for (let t = 0; t < sizes.trainings; t++) {
      const type = t === 0 ? ('plan' as const) : ('course' as const);
      const wanted = { catalogId: doc.catalogId, type, name: `Training ${t}`, published: t > 1 };
      const training = await createTraining(world, tenant, act(), wanted);
      catalogOf.set(training.doc.trainingId, doc.catalogId);
    }
  }
  const personIds = Array.from({ length: sizes.people }, () => newId());
  await setAccounts(world, tenant, personIds, 'enabled');
  return { catalogIds, catalogOf, trainingIds: [...catalogOf.keys()], personIds };
}
