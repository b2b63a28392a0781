import type { CustomerUser } from '../../../ports/customer-users.ts';
import type { DirectLicence, UserSnapshot } from '../../rules/plans/acts.ts';

/** The products that a user has directly, by product. */
export const directLicencesOf = ({ sources }: Pick<CustomerUser, 'sources'>): DirectLicence[] =>
  sources
    .filter(({ groupId }) => groupId === null)
    .map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans: disabledPlans.toSorted() }))
    .toSorted((one, other) => (one.skuId < other.skuId ? -1 : 1));

/** What the journal keeps of a user as the directory tells it now. */
export const snapshotOf = (user: CustomerUser): UserSnapshot => ({
  userId: user.userId,
  userName: user.userName,
  displayName: user.displayName,
  givenName: user.givenName,
  surname: user.surname,
  usageLocation: user.usageLocation,
  enabled: user.enabled,
  licences: directLicencesOf(user),
});
