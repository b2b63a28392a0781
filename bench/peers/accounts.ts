import { createKeyedHashes } from '../../api/adapters/hmac/keyed-hashes.ts';
import { createLog } from '../../api/adapters/pino/log.ts';
import { createCatalog } from '../../api/catalogs/actions/catalogs.ts';
import { createTraining } from '../../api/catalogs/actions/trainings.ts';
import { idFrom } from '../../api/kernel/ids.ts';
import { DAY_MS } from '../../api/kernel/time.ts';
import { reconsider } from '../../api/limits/actions/reconsider.ts';
import type { Party } from '../../api/peers/rules/link.ts';
import type { AddressBook } from '../../api/ports/address-book.ts';
import { placeOf, rootOf } from '../../api/ports/partitions.ts';
import { create, replace, type Store } from '../../api/ports/store.ts';
import type { World } from '../../api/ports/world.ts';
import { createFlowUser } from '../../api/seats/actions/flow.ts';
import { setUpTenant } from '../../api/subscriptions/actions/set-up.ts';
import { accounts, places } from '../../api/subscriptions/kinds.ts';
import type { Place } from '../../api/subscriptions/rules/places.ts';

/** An account with seats, one administrator, a course and people to enrol in it. */
export interface Member extends Party {
  readonly adminId: string;
  readonly catalogId: string;
  readonly trainingId: string;
  readonly personIds: readonly string[];
}

/** So many people of each account are enrolled, one at a time. */
export const PEOPLE = 3;

const SEATS = 10;
const START = Date.UTC(2026, 0, 1);

/** The world on a store, as far as these acts need it. Nobody does what falls due. */
export const worldOn = (store: Store): World => ({
  ...({} as Pick<World, 'files' | 'aside' | 'directory' | 'customers' | 'passwords'>),
  store,
  clock: { now: () => Date.now(), at: () => ({ cancel: () => undefined }) },
  log: createLog('silent'),
  keyedHashes: createKeyedHashes(['a-secret-of-at-least-32-characters']),
  wakeKeeper: () => undefined,
});

/** The nth account, with seats bought. */
export async function openAccount(world: World, nth: number): Promise<Member> {
  const [tenantId, adminId] = [idFrom('tenant', String(nth)), idFrom('admin', String(nth))];
  const owner = {
    tenantId,
    personId: adminId,
    displayName: 'Owner',
    userName: `o@a${nth}.example`,
  };
  const identity = { ...owner, tokenRoles: new Set<never>(), application: false };
  const account = await setUpTenant(world, identity, { buckets: 1, region: 'US' });
  const subscriptionId = idFrom('subscription', String(nth));
  const place: Place = {
    ...{ subscriptionId, plan: 'seats', seats: SEATS, months: 12, tenantId, buckets: 1, epoch: 1 },
    ...{ since: START, startsAt: START, endsAt: Date.now() + 300 * DAY_MS, lapsesAt: Date.now() },
    ...{ revokedAt: null, left: [] },
  };
  await world.store.commit(placeOf(subscriptionId), [create(places, place)]);
  const held = await world.store.read(rootOf(tenantId), accounts, {});
  if (held === null) throw new Error('An account was not made.');
  const active = { ...held.doc, state: 'Active', subscriptionIds: [subscriptionId] } as const;
  await world.store.commit(rootOf(tenantId), [replace(accounts, active, held.version)]);

  const tenant = { tenantId, buckets: 1 };
  const actor = { personId: adminId, actId: idFrom('act', String(nth)) };
  const { doc: catalog } = await createCatalog(world, tenant, actor, 'Safety');
  const { catalogId } = catalog;
  const course = { catalogId, type: 'course', name: 'Ladders', published: true } as const;
  const { doc: training } = await createTraining(world, tenant, actor, course);
  const personIds: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const act = { ...actor, actId: idFrom('person', String(nth), String(person)) };
    const made = await createFlowUser(world, tenant, act, { displayName: 'Ada', mail: null });
    personIds.push(made.personId);
  }
  await reconsider(world, tenant);
  return {
    ...{ tenantId, buckets: 1, subdomain: account.subdomain, adminId },
    ...{ catalogId, trainingId: training.trainingId, personIds },
  };
}

/** Every account's administrator is found by any address; a lookup costs nothing, as the network is not what is measured. */
export function addressBookOf(members: readonly Member[]): AddressBook {
  const byTenant = new Map(members.map((member) => [member.tenantId, [member.adminId]]));
  return {
    roleHolders: async (tenantId) => ({
      ...{ globalAdmins: byTenant.get(tenantId) ?? [], lmsAdmins: [] },
    }),
    contacts: async (_, personIds) => personIds.map(() => null),
    peopleWith: async (tenantId) => byTenant.get(tenantId) ?? [],
  };
}
