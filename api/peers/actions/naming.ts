import { AppError } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { audienceOf } from '../../notifications/actions/recipients.ts';
import type { AddressBook } from '../../ports/address-book.ts';
import { SERVICE } from '../../ports/partitions.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { subdomainClaims, tenants } from '../../subscriptions/kinds.ts';
import type { Party } from '../rules/link.ts';
import { noAdministrator, unknownSubdomain } from '../rules/refusals.ts';
import { subdomainsIn } from '../rules/subdomain.ts';

/** The account that a typed or pasted subdomain names (PA-3). @throws AppError `invalid-input` for an unknown one */
export async function partyOf({ store }: Pick<World, 'store'>, typed: string): Promise<Party> {
  for (const subdomain of subdomainsIn(typed)) {
    const claim = await store.read(SERVICE, subdomainClaims, { subdomain });
    if (claim === null) continue;
    const { tenantId } = claim.doc;
    const entry = await store.read(SERVICE, tenants, { tenantId });
    if (entry === null) throw new Error('A subdomain is claimed by a tenant without an entry.');
    return { tenantId, buckets: entry.doc.buckets, subdomain };
  }
  throw unknownSubdomain(subdomainsIn(typed)[0] ?? typed);
}

/** The administrators of a tenant, as the directory and the account name them. */
export async function administratorsOf(
  world: World,
  addressBook: AddressBook,
  tenant: Tenant,
): Promise<ReadonlySet<PersonId>> {
  const audience = await audienceOf(world, { addressBook }, tenant);
  return new Set([...audience.values()].flat());
}

/**
 * The administrator whom an e-mail address names in another tenant (P-4). Only where Headcount may read that tenant's
 * directory; the refusal does not tell whether the person exists.
 * @throws AppError `invalid-input`; `directory-unavailable`
 */
export async function administratorBy(
  world: World,
  addressBook: AddressBook | null,
  tenant: Tenant,
  email: string,
): Promise<PersonId> {
  if (addressBook === null) throw noAdministrator();
  const [found, administrators] = await Promise.all([
    peopleWith(addressBook, tenant, email),
    administratorsOf(world, addressBook, tenant),
  ]);
  const named = found.find((personId) => administrators.has(personId));
  if (named === undefined) throw noAdministrator();
  return named;
}

async function peopleWith(
  addressBook: AddressBook,
  { tenantId }: Tenant,
  email: string,
): Promise<readonly PersonId[]> {
  try {
    return await addressBook.peopleWith(tenantId, email);
  } catch (error) {
    if (error instanceof AppError && error.code === 'consent-missing') return [];
    throw error;
  }
}
