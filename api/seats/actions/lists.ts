import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { unchanged, type EndOutcome } from '../rules/enrolment.ts';
import { list, unlist, without, type ListOutcome } from '../rules/lists.ts';
import { changePeople, finishClearing } from './people.ts';
import { freedByLeaving } from '../rules/preview.ts';

/** Puts people individually on a catalog's Users list (L-9). */
export async function listPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, ListOutcome>> {
  return changePeople(world, tenant, actor, personIds, {
    what: 'people-listed',
    data: { catalogId },
    enrolments: 'none',
    decide: (state, _personId, at) => list(state, catalogId, 'direct', at),
  });
}

/** Takes people off a catalog's Users list; the enrolments in that catalog end with it (L-8, S-4, S-6, L-14). */
export async function unlistPeople(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, EndOutcome>> {
  const outcomes = new Map<PersonId, EndOutcome>();
  let left: readonly PersonId[] = personIds;
  while (left.length > 0) {
    const round = await changePeople<EndOutcome>(world, tenant, actor, left, {
      what: 'people-unlisted',
      data: { catalogId },
      enrolments: 'all',
      decide: (state, _personId, at) =>
        state === null
          ? unchanged({ outcome: 'not-there' })
          : unlist(state, catalogId, at, actor.actId),
    });
    for (const [personId, outcome] of round) outcomes.set(personId, outcome);
    left = left.filter((personId) => round.get(personId)?.outcome === 'more');
  }
  await finishClearing(
    world,
    tenant,
    actor,
    personIds.filter((personId) => outcomes.get(personId)?.outcome === 'ended'),
  );
  return outcomes;
}

/**
 * Takes people off the list of a catalog that is being deleted, whatever holds them there (S-7).
 * @returns how many seats that frees
 */
export async function leaveCatalog(
  world: World,
  tenant: Tenant,
  actor: Actor,
  catalogId: CatalogId,
  personIds: readonly PersonId[],
): Promise<number> {
  const outcomes = await changePeople<boolean>(world, tenant, actor, personIds, {
    what: 'catalog-deleted',
    data: { catalogId },
    enrolments: 'none',
    decide: (state) =>
      state === null || !(catalogId in state.person.catalogs)
        ? unchanged(false)
        : {
            facts: without(state.person, [catalogId]),
            enrolments: [],
            outcome: freedByLeaving(state.person, catalogId),
          },
  });
  await finishClearing(world, tenant, actor, personIds);
  return [...outcomes.values()].filter(Boolean).length;
}
