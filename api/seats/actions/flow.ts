import { notFound } from '../../kernel/errors.ts';
import { idFrom } from '../../kernel/ids.ts';
import { fold } from '../../kernel/text.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { NOTHING_YET } from '../rules/counting.ts';
import { unchanged } from '../rules/enrolment.ts';
import type { Person } from '../rules/person.ts';
import { changePeople } from './people.ts';
import { readPerson } from './reading.ts';

/** Makes a Flow user without a directory account, not yet activated; under the same act, the same one (L-6). */
export async function createFlowUser(
  world: World,
  tenant: Tenant,
  actor: Actor,
  of: { readonly displayName: string; readonly mail: string | null },
): Promise<Person> {
  const personId = idFrom('flow-user', tenant.tenantId, actor.actId);
  await changePeople<null>(world, tenant, actor, [personId], {
    what: 'flow-user-created',
    enrolments: 'none',
    decide: (state) =>
      state !== null
        ? unchanged(null)
        : {
            facts: {
              personId,
              displayName: of.displayName,
              nameKey: fold(of.displayName),
              userName: null,
              mail: of.mail,
              guest: false,
              account: 'none',
              ...NOTHING_YET,
              generation: 0,
              page: 0,
            },
            enrolments: [],
            outcome: null,
          },
  });
  const held = await readPerson(world, tenant, personId);
  if (held === null) throw notFound('person');
  return held.doc;
}
