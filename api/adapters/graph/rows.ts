import type { Group, Organization, User } from '@microsoft/microsoft-graph-types';
import { asGuid } from '../../kernel/ids.ts';
import type {
  DirectoryGroup,
  GroupKind,
  GroupRow,
  MemberRow,
  UserRow,
} from '../../ports/directory.ts';

/** What is followed of a user. `accountEnabled` must be named: it is not among the default properties of a delta query. */
export const USER_PROPERTIES = 'id,accountEnabled,displayName,userPrincipalName,mail,userType';
/** What is read of a group. */
export const GROUP_PROPERTIES =
  'id,displayName,groupTypes,mailEnabled,securityEnabled,membershipRule';

interface Removed {
  readonly '@removed'?: { readonly reason?: string };
}
type RawUser = User & Removed;
interface RawMember extends Removed {
  readonly id?: string;
  readonly '@odata.type'?: string;
}
type RawGroup = Group & Removed & { readonly 'members@delta'?: readonly RawMember[] };

/** A page as every collection of Graph gives it. */
export interface RawPage {
  readonly value?: readonly unknown[];
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
}

const removedOf = (raw: Removed): 'changed' | 'deleted' | undefined =>
  raw['@removed'] === undefined
    ? undefined
    : raw['@removed'].reason === 'deleted'
      ? 'deleted'
      : 'changed';

/** The row of a user, or null for what has no id. Only the keys that came are in it. */
export function userRowOf(value: unknown): UserRow | null {
  const raw = value as RawUser;
  const id = asGuid(raw.id ?? '');
  if (id === null) return null;
  const removed = removedOf(raw);
  if (removed !== undefined) return { id, removed };
  return {
    id,
    ...(typeof raw.accountEnabled === 'boolean' ? { enabled: raw.accountEnabled } : {}),
    ...(raw.displayName === undefined ? {} : { displayName: raw.displayName }),
    ...(raw.userPrincipalName === undefined ? {} : { userName: raw.userPrincipalName }),
    ...(raw.mail === undefined ? {} : { mail: raw.mail }),
    ...(typeof raw.userType === 'string' ? { guest: raw.userType === 'Guest' } : {}),
  };
}

/** The row of a group, or null for what has no id. */
export function groupRowOf(value: unknown): GroupRow | null {
  const raw = value as RawGroup;
  const id = asGuid(raw.id ?? '');
  if (id === null) return null;
  const removed = removedOf(raw);
  return {
    id,
    ...(removed === undefined ? {} : { removed }),
    ...(raw.displayName === undefined ? {} : { displayName: raw.displayName }),
    members: (raw['members@delta'] ?? []).flatMap(memberRowsOf),
  };
}

function memberRowsOf(raw: RawMember): MemberRow[] {
  const id = asGuid(raw.id ?? '');
  if (id === null) return [];
  const type =
    raw['@odata.type'] === '#microsoft.graph.user'
      ? 'user'
      : raw['@odata.type'] === '#microsoft.graph.group'
        ? 'group'
        : 'other';
  return [{ id, type, removed: raw['@removed'] !== undefined }];
}

/** A group from its properties; null for what has no id. */
export function groupFrom(value: unknown): DirectoryGroup | null {
  const raw = value as Group;
  const groupId = asGuid(raw.id ?? '');
  if (groupId === null) return null;
  const types = raw.groupTypes ?? [];
  const kind: GroupKind = types.includes('Unified')
    ? 'microsoft365'
    : raw.securityEnabled === true
      ? 'security'
      : 'distribution';
  return {
    groupId,
    displayName: raw.displayName ?? '',
    kind,
    dynamic: types.includes('DynamicMembership'),
  };
}

/** The initial domain of an organisation from its properties; null for what has none. */
export function initialDomainFrom(value: unknown): string | null {
  const domains = (value as Organization | undefined)?.verifiedDomains ?? [];
  return domains.find(({ isInitial }) => isInitial === true)?.name ?? null;
}
