import type { World } from '../../ports/world.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { ROLES } from '../rules/roles.ts';
import type { Guard } from '../rules/safeguards.ts';
import type { AtCustomer } from './standing.ts';

/** What keeps an agent from deleting the own account, and a customer from losing the last administrator. */
export async function guardOf(world: World, { agent, hands }: AtCustomer): Promise<Guard> {
  const [holders, person] = await Promise.all([
    hands.roleHolders(),
    readPerson(world, agent.tenant, agent.personId),
  ]);
  const ids = [...(holders.get(ROLES.globalAdministrator) ?? [])];
  const admins = ids.length === 0 ? [] : await hands.readMany(ids);
  const enabled = admins.filter((user) => user !== null && user.enabled);
  const addresses = [person?.doc.userName, person?.doc.mail].filter((text) => text != null);
  return {
    agent: {
      personId: agent.personId,
      addresses: new Set(addresses.map((text) => text.toLowerCase())),
    },
    globalAdmins: new Set(enabled.flatMap((user) => (user === null ? [] : [user.userId]))),
  };
}
