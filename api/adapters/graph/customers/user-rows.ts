import type { LicenseAssignmentState, SubscribedSku, User } from '@microsoft/microsoft-graph-types';
import { asGuid } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type {
  CustomerUser,
  DeletedUser,
  HeldLicence,
  Licence,
  LicenceSource,
} from '../../../ports/customer-users.ts';

/** What is read of a user. The states of licences come only where they are named. */
export const CUSTOMER_USER_PROPERTIES =
  'id,userPrincipalName,displayName,givenName,surname,mail,accountEnabled,userType,onPremisesSyncEnabled,usageLocation,createdDateTime,assignedLicenses,licenseAssignmentStates';

/** What is read of a deleted user. */
export const DELETED_USER_PROPERTIES =
  'id,userPrincipalName,displayName,mail,userType,deletedDateTime,assignedLicenses,licenseAssignmentStates';

const instantOf = (text: string | null | undefined): Instant | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
};

const guidsOf = (ids: readonly string[] | null | undefined): string[] =>
  (ids ?? []).flatMap((id) => asGuid(id) ?? []);

/** Licences in one order, so that two readings can be compared. */
const bySku = (one: HeldLicence, other: HeldLicence): number =>
  one.skuId < other.skuId ? -1 : Number(one.skuId > other.skuId);

const licenceOf = (raw: Pick<LicenseAssignmentState, 'skuId' | 'disabledPlans'>): HeldLicence => ({
  skuId: asGuid(raw.skuId ?? '') ?? '',
  disabledPlans: guidsOf(raw.disabledPlans).sort(),
});

const STATES = ['Active', 'ActiveWithError', 'Disabled', 'Error'] as const;

const sourceOf = (raw: LicenseAssignmentState): LicenceSource => ({
  ...licenceOf(raw),
  groupId: asGuid(raw.assignedByGroup ?? ''),
  state: STATES.find((state) => state === raw.state) ?? 'Error',
  error: raw.error === undefined || raw.error === null || raw.error === 'None' ? null : raw.error,
});

/** The user that Graph tells of; null for what has no id. */
export function customerUserOf(value: unknown): CustomerUser | null {
  const raw = value as User;
  const userId = asGuid(raw.id ?? '');
  if (userId === null) return null;
  return {
    userId,
    userName: raw.userPrincipalName ?? '',
    displayName: raw.displayName ?? '',
    givenName: raw.givenName ?? null,
    surname: raw.surname ?? null,
    mail: raw.mail ?? null,
    enabled: raw.accountEnabled !== false,
    guest: raw.userType === 'Guest',
    synced: raw.onPremisesSyncEnabled === true,
    usageLocation: raw.usageLocation ?? null,
    createdAt: instantOf(raw.createdDateTime),
    licences: (raw.assignedLicenses ?? []).map(licenceOf).sort(bySku),
    sources: (raw.licenseAssignmentStates ?? []).map(sourceOf).sort(bySku),
  };
}

/** The deleted user that Graph tells of; null for what has no id or was not deleted. */
export function deletedUserOf(value: unknown): DeletedUser | null {
  const raw = value as User;
  const userId = asGuid(raw.id ?? '');
  const deletedAt = instantOf(raw.deletedDateTime);
  if (userId === null || deletedAt === null) return null;
  return {
    userId,
    userName: withoutId(raw.userPrincipalName ?? '', userId),
    displayName: raw.displayName ?? '',
    mail: raw.mail ?? null,
    guest: raw.userType === 'Guest',
    deletedAt,
    licences: (raw.assignedLicenses ?? []).map(licenceOf).sort(bySku),
    sources: (raw.licenseAssignmentStates ?? []).map(sourceOf).sort(bySku),
  };
}

/** The directory puts the object id, without its dashes, before the user name of who is deleted. */
function withoutId(userName: string, userId: string): string {
  const prefix = userId.replaceAll('-', '');
  return userName.toLowerCase().startsWith(prefix) ? userName.slice(prefix.length) : userName;
}

/** A product as Graph tells of it; null for what has no id. */
export function licenceFrom(value: unknown): Licence | null {
  const raw = value as SubscribedSku;
  const skuId = asGuid(raw.skuId ?? '');
  if (skuId === null) return null;
  const [enabled, warning, suspended, consumed] = [
    raw.prepaidUnits?.enabled ?? 0,
    raw.prepaidUnits?.warning ?? 0,
    raw.prepaidUnits?.suspended ?? 0,
    raw.consumedUnits ?? 0,
  ];
  return {
    skuId,
    partNumber: raw.skuPartNumber ?? '',
    forUsers: raw.appliesTo !== 'Company',
    status: raw.capabilityStatus ?? '',
    ...{ enabled, warning, suspended, consumed },
    available: Math.max(0, enabled + warning - consumed),
    plans: (raw.servicePlans ?? []).map((plan) => ({
      planId: asGuid(plan.servicePlanId ?? '') ?? '',
      name: plan.servicePlanName ?? '',
      forUsers: plan.appliesTo !== 'Company',
      status: plan.provisioningStatus ?? '',
    })),
    publisher: publisherIn(raw.skuPartNumber ?? ''),
  };
}

/** Products of the marketplace are named by publisher, offer and plan with dots between; Microsoft's own have no dots. */
const publisherIn = (partNumber: string): string | null =>
  /^([^.]+)\.[^.]+\.[^.]+$/.exec(partNumber)?.[1] ?? null;
