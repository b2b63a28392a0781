import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Contact, RoleHolders } from '../../ports/address-book.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, replace, type AnyWrite } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { peopleById } from '../../seats/actions/reading.ts';
import { accounts } from '../../subscriptions/kinds.ts';
import type { Role } from '../../subscriptions/rules.ts';
import { sightings } from '../kinds.ts';
import {
  notedRoles,
  SIGHTING_FRESH_MS,
  SIGHTING_KEPT_MS,
  type Sighting,
} from '../rules/sightings.ts';
import type { Outward } from './outward.ts';

/** Who has which of the roles that are told of things. */
export type Audience = ReadonlyMap<Role, readonly PersonId[]>;

/**
 * Who is to be told in a tenant, by role: the owner by the account; the admins as the directory names them, and where a
 * tenant does not let us read that, those who signed in as such (docs/decisions/0010).
 */
export async function audienceOf(
  world: Pick<World, 'store' | 'clock'>,
  { addressBook }: Pick<Outward, 'addressBook'>,
  { tenantId }: Tenant,
): Promise<Audience> {
  const [account, holders, seen] = await Promise.all([
    world.store.read(rootOf(tenantId), accounts, {}),
    roleHolders(addressBook, tenantId),
    allOf(world.store, rootOf(tenantId), sightings, 'byAge'),
  ]);
  const now = world.clock.now();
  const seenAs = (role: Role): PersonId[] =>
    seen
      .filter(({ doc }) => doc.expiresAt > now && doc.roles.includes(role))
      .map(({ doc }) => doc.personId);
  return new Map<Role, readonly PersonId[]>([
    ['owner', account === null ? [] : [account.doc.ownerId]],
    ['globalAdmin', holders.globalAdmins ?? seenAs('globalAdmin')],
    ['lmsAdmin', holders.lmsAdmins ?? seenAs('lmsAdmin')],
  ]);
}

/** A directory that may not be read names nobody. */
async function roleHolders(
  addressBook: Outward['addressBook'],
  tenantId: string,
): Promise<RoleHolders> {
  try {
    return await addressBook.roleHolders(tenantId);
  } catch (error) {
    if (isConsentMissing(error)) return { globalAdmins: null, lmsAdmins: null };
    throw error;
  }
}

/**
 * How these people are addressed: as the directory says now, or, where it may not be read, as it said when it was last
 * read. Null for whom nobody knows.
 */
export async function contactsOf(
  world: Pick<World, 'store'>,
  { addressBook }: Pick<Outward, 'addressBook'>,
  tenant: Tenant,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Contact | null>> {
  try {
    const found = await addressBook.contacts(tenant.tenantId, personIds);
    return new Map(personIds.map((id, nth) => [id, found[nth] ?? null]));
  } catch (error) {
    if (!isConsentMissing(error)) throw error;
    const known = await peopleById(world, tenant, personIds);
    return new Map(
      personIds.map((id) => {
        const person = known.get(id);
        if (person === undefined) return [id, null];
        const { displayName, mail, account } = person;
        const enabled = account === 'enabled';
        return [id, { displayName, mail, enabled, preferredLanguage: null }];
      }),
    );
  }
}

const isConsentMissing = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'consent-missing';

/** Writes down that somebody signed in with these roles, at most once a day; whoever has lost them is forgotten. */
export async function noteAdmin(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Tenant,
  personId: PersonId,
  roles: ReadonlySet<Role>,
): Promise<void> {
  const root = rootOf(tenantId);
  const seenAt = world.clock.now();
  const noted = notedRoles(roles);
  const held = await world.store.read(root, sightings, { personId });
  if (held === null && noted.length === 0) return;
  const isFresh = (held?.doc.seenAt ?? 0) > seenAt - SIGHTING_FRESH_MS;
  if (isFresh && held?.doc.roles.join() === noted.join()) return;
  const sighting: Sighting = {
    personId,
    roles: noted,
    seenAt,
    expiresAt: seenAt + SIGHTING_KEPT_MS,
  };
  const write: AnyWrite =
    held === null ? create(sightings, sighting) : replace(sightings, sighting, held.version);
  // Where another process notes the same at the same moment, either is right.
  await world.store.commit(root, [write]);
}
