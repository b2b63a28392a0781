import type { NewUser, Permission, UserChanges } from './asked.ts';
import type { CustomerUser } from './answers.ts';

/** What somebody has typed of a user so far. */
export interface UserDraft {
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  /** The part of the user name before the @. */
  readonly localPart: string;
  readonly domain: string;
  /** Two letters; empty for none. */
  readonly location: string;
  readonly enabled: boolean;
}

/** What a new user may do: the second one is given beside the first, which everybody has. */
export const PERMISSIONS = [
  'licences-and-services',
  'user-administrator',
] as const satisfies readonly Permission[];

/** The fields in their order, as the API names them. */
export const DRAFT_FIELDS = [
  'firstName',
  'lastName',
  'displayName',
  'userName',
  'usageLocation',
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

/** What is wrong with a field. */
export type DraftFault = 'missing' | 'too-long' | 'characters';

/** The longest names that the directory takes. */
const NAME_MAX = 64;
const DISPLAY_NAME_MAX = 256;
const LOCAL_PART_MAX = 64;

/** What may stand before the @ of a user name: letters, digits and ' . - _ ! # ^ ~; no dot at an end. */
const LOCAL_PART = /^[A-Za-z0-9'_!#^~-]+(?:\.[A-Za-z0-9'_!#^~-]+)*$/u;

/** A user of whom nothing is typed yet. */
export const emptyDraft = (domain: string): UserDraft => ({
  ...{ firstName: '', lastName: '', displayName: '', localPart: '', location: '' },
  domain,
  enabled: true,
});

/** The draft with a domain, once it is known which there are; one that was chosen stays. */
export const inDomain = (draft: UserDraft, domain = ''): UserDraft =>
  draft.domain === '' ? { ...draft, domain } : draft;

/** The draft for another user: where it stands and how the name ends stay. */
export const nextDraft = ({ domain, location }: UserDraft): UserDraft => ({
  ...emptyDraft(domain),
  location,
});

/** A user as it stands. */
export function draftOf(user: CustomerUser): UserDraft {
  const at = user.userName.lastIndexOf('@');
  return {
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    displayName: user.displayName,
    localPart: user.userName.slice(0, at),
    domain: user.userName.slice(at + 1),
    location: user.usageLocation ?? '',
    enabled: user.enabled,
  };
}

/** First and last name together, as the display name is at first. */
const fullName = ({ firstName, lastName }: Pick<UserDraft, 'firstName' | 'lastName'>) =>
  `${firstName.trim()} ${lastName.trim()}`.trim();

/** The draft after a change of a name: the display name follows as long as nobody has written another. */
export function withNames(
  draft: UserDraft,
  names: Partial<Pick<UserDraft, 'firstName' | 'lastName'>>,
): UserDraft {
  const next = { ...draft, ...names };
  return draft.displayName === fullName(draft) ? { ...next, displayName: fullName(next) } : next;
}

/** The whole user name. */
const userNameOf = ({ localPart, domain }: Pick<UserDraft, 'localPart' | 'domain'>) =>
  `${localPart.trim()}@${domain}`;

/**
 * What is wrong with a draft, by field.
 * @param isSent what is missing is told only once somebody has tried
 */
export function faultsInDraft(
  draft: UserDraft,
  isSent: boolean,
): Readonly<Partial<Record<DraftField, DraftFault>>> {
  const faults: Partial<Record<DraftField, DraftFault>> = {};
  const local = draft.localPart.trim();
  if (draft.firstName.trim().length > NAME_MAX) faults.firstName = 'too-long';
  if (draft.lastName.trim().length > NAME_MAX) faults.lastName = 'too-long';
  if (draft.displayName.trim().length > DISPLAY_NAME_MAX) faults.displayName = 'too-long';
  if (isSent && draft.displayName.trim() === '') faults.displayName = 'missing';
  if (local.length > LOCAL_PART_MAX) faults.userName = 'too-long';
  else if (local !== '' && !LOCAL_PART.test(local)) faults.userName = 'characters';
  else if (isSent && local === '') faults.userName = 'missing';
  return faults;
}

/** What is sent for a new user. */
export function newUserOf(
  draft: UserDraft,
  skuIds: readonly string[],
  permission: Permission = 'licences-and-services',
): NewUser {
  const firstName = draft.firstName.trim();
  const lastName = draft.lastName.trim();
  return {
    displayName: draft.displayName.trim(),
    ...(firstName === '' ? {} : { firstName }),
    ...(lastName === '' ? {} : { lastName }),
    userName: userNameOf(draft),
    ...(draft.location === '' ? {} : { usageLocation: draft.location }),
    licences: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
    permissions: PERMISSIONS.slice(0, PERMISSIONS.indexOf(permission) + 1),
  };
}

/** What is otherwise than it was; empty where nothing is. A location cannot be taken away, only changed. */
export function changesOf(user: CustomerUser, draft: UserDraft): UserChanges {
  const before = draftOf(user);
  const emptied = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const { location, enabled } = draft;
  return {
    ...(draft.firstName.trim() === before.firstName ? {} : { firstName: emptied(draft.firstName) }),
    ...(draft.lastName.trim() === before.lastName ? {} : { lastName: emptied(draft.lastName) }),
    ...(draft.displayName.trim() === before.displayName
      ? {}
      : { displayName: draft.displayName.trim() }),
    ...(userNameOf(draft) === user.userName ? {} : { userName: userNameOf(draft) }),
    ...(location === before.location || location === '' ? {} : { usageLocation: location }),
    ...(enabled === before.enabled ? {} : { enabled }),
  };
}
