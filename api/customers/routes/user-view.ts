import type { z } from 'zod';
import { toIsoOrNull } from '../../kernel/time.ts';
import type { CustomerUser, LicenceSource } from '../../ports/customer-users.ts';
import type { ShownUser, ShownUsers } from '../actions/users.ts';
import type { customerUserShape, heldLicenceShape } from '../contract/users.ts';
import { productNameOf, type Product } from '../rules/products.ts';

/** What Microsoft's words for what is wrong with a licence mean. */
const PROBLEMS: Readonly<Record<string, string>> = {
  CountViolation: 'The group could not give it: no licence was left.',
  MutuallyExclusiveViolation: 'The group could not give it: its plans exclude others of the user.',
  DependencyViolation: 'The group could not give it: its plans need others that the user lacks.',
  ProhibitedInUsageLocationViolation: 'It is not offered where the user is.',
  UniquenessViolation: 'An address of the user is somebody else’s too.',
};

const codeOf = (word: string): string => word.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();

function problemOf({ error, state }: LicenceSource): { code: string; detail: string } | null {
  if (error !== null) {
    return { code: codeOf(error), detail: PROBLEMS[error] ?? `The directory says: ${error}.` };
  }
  return state === 'Disabled'
    ? { code: 'subscription-disabled', detail: 'The customer’s subscription is not active.' }
    : null;
}

/** The products of a user, one line each, whatever they come from. */
function licencesView(
  user: CustomerUser,
  names: ReadonlyMap<string, string>,
): z.infer<typeof heldLicenceShape>[] {
  const bySku = Map.groupBy(user.sources, ({ skuId }) => skuId);
  return [...bySku].map(([skuId, sources]) => {
    const direct = sources.find(({ groupId }) => groupId === null);
    const groupIds = sources.map(({ groupId }) => groupId).filter((id) => id !== null);
    const [first] = sources;
    return {
      skuId,
      name: names.get(skuId) ?? skuId,
      via: direct === undefined ? 'group' : groupIds.length === 0 ? 'direct' : 'both',
      groupIds,
      disabledPlans: [...((direct ?? first)?.disabledPlans ?? [])],
      problem: sources.map(problemOf).find((problem) => problem !== null) ?? null,
    };
  });
}

/** The names of products by their ids. */
export const namesOfProducts = (
  products: readonly Pick<Product, 'skuId' | 'partNumber'>[],
): Map<string, string> =>
  new Map(products.map(({ skuId, partNumber }) => [skuId, productNameOf(partNumber)]));

/** A customer's user, as the wire shows one. */
const userView = (
  { user, admin }: ShownUser,
  names: ReadonlyMap<string, string>,
): z.infer<typeof customerUserShape> => ({
  ...{ id: user.userId, displayName: user.displayName, userName: user.userName },
  ...{ firstName: user.givenName, lastName: user.surname, mail: user.mail },
  ...{ enabled: user.enabled, guest: user.guest, synced: user.synced, admin },
  usageLocation: user.usageLocation,
  createdAt: toIsoOrNull(user.createdAt),
  licences: licencesView(user, names),
});

/** Users of a customer, as the wire shows them. */
export function usersView({ users, products }: ShownUsers): z.infer<typeof customerUserShape>[] {
  const names = namesOfProducts(products);
  return users.map((user) => userView(user, names));
}

/** The one user that is shown. */
export function oneUserView(shown: ShownUsers): z.infer<typeof customerUserShape> {
  const [user] = usersView(shown);
  if (user === undefined) throw new Error('One user is shown.');
  return user;
}
