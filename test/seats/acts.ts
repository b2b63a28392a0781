import fc from 'fast-check';
import type { Actor, Tenant, World } from '../../api/ports/world.ts';
import { enrolPeople, unenrolPeople } from '../../api/seats/actions/enrol.ts';
import { listPeople, unlistPeople } from '../../api/seats/actions/lists.ts';
import { finishClearing } from '../../api/seats/actions/people.ts';
import { removePerson, setFlow } from '../../api/seats/actions/removal.ts';
import type { DirectoryAccount } from '../../api/seats/rules/person.ts';
import { setAccounts, type Campus } from './campus.ts';

/** Something that an admin or the directory does; people and things by their place in the campus. */
export type Act =
  | { readonly do: 'enrol' | 'unenrol'; readonly who: readonly number[]; readonly what: number }
  | { readonly do: 'list' | 'unlist'; readonly who: readonly number[]; readonly what: number }
  | { readonly do: 'remove'; readonly who: readonly number[] }
  | { readonly do: 'flow'; readonly who: readonly number[]; readonly active: boolean }
  | {
      readonly do: 'account';
      readonly who: readonly number[];
      readonly account: DirectoryAccount;
    };

/** Any act on a campus of that size. */
export function anyAct(people: number, trainings: number, catalogs: number): fc.Arbitrary<Act> {
  const who = fc.uniqueArray(fc.nat(people - 1), { minLength: 1, maxLength: 6 });
  const training = fc.nat(trainings - 1);
  const catalog = fc.nat(catalogs - 1);
  const account = fc.constantFrom<DirectoryAccount>('enabled', 'enabled', 'disabled', 'deleted');
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('enrol'), who, what: training }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('unenrol'), who, what: training }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('list'), who, what: catalog }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unlist'), who, what: catalog }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove'), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('flow'), who, active: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('account'), who, account }) },
  );
}

/** Does it, as the routes and the sync do. */
export async function perform(
  world: World,
  tenant: Tenant,
  campus: Campus,
  actor: Actor,
  act: Act,
): Promise<void> {
  const personIds = act.who.map((i) => campus.personIds[i] ?? '');
  switch (act.do) {
    case 'enrol': {
      const trainingId = campus.trainingIds[act.what] ?? '';
      const catalogId = campus.catalogOf.get(trainingId) ?? '';
      const people = personIds.map((personId) => ({ personId }));
      await enrolPeople(world, tenant, actor, { trainingId, catalogId, people });
      return;
    }
    case 'unenrol':
      await unenrolPeople(world, tenant, actor, campus.trainingIds[act.what] ?? '', personIds);
      return;
    case 'list':
      await listPeople(world, tenant, actor, campus.catalogIds[act.what] ?? '', personIds);
      return;
    case 'unlist':
      await unlistPeople(world, tenant, actor, campus.catalogIds[act.what] ?? '', personIds);
      return;
    case 'remove':
      for (const personId of personIds) {
        await removePerson(world, tenant, actor, personId);
        await finishClearing(world, tenant, actor, [personId]);
      }
      return;
    case 'flow':
      for (const personId of personIds) {
        await setFlow(world, tenant, actor, personId, act.active, true);
      }
      return;
    case 'account':
      await setAccounts(world, tenant, personIds, act.account, actor);
  }
}
