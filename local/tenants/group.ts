import type { Membership } from './membership.ts';

/** A group as the directory keeps it. */
export interface DirectoryGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  /** `Unified` for Microsoft 365, `DynamicMembership` for rule-made members; empty for the others. */
  readonly groupTypes: readonly string[];
  readonly mail: string | null;
  readonly mailEnabled: boolean;
  readonly mailNickname: string;
  readonly securityEnabled: boolean;
  readonly visibility: string | null;
  readonly membershipRule: string | null;
  readonly isAssignableToRole: boolean | null;
  /** ISO 8601 UTC. */
  readonly createdDateTime: string;
}

/** What kind of group a shaping act asks for. */
export type GroupKind = 'security' | 'microsoft365' | 'dynamic' | 'distribution';

/** All of them. */
export const GROUP_KINDS: readonly GroupKind[] = [
  'security',
  'microsoft365',
  'dynamic',
  'distribution',
];

/** A group with its members and whether it still exists. */
export interface GroupStanding {
  group: DirectoryGroup;
  readonly membership: Membership;
  deleted: boolean;
  /** The number of the change that created it, 0 for those of the tenant's beginning. */
  readonly createdBy: number;
}

/** The properties that a kind of group brings with it. */
export function groupOfKind(
  kind: GroupKind,
  named: {
    readonly id: string;
    readonly displayName: string;
    readonly mailNickname: string;
    readonly domain: string;
    readonly createdDateTime: string;
  },
): DirectoryGroup {
  const { domain, ...names } = named;
  const mailEnabled = kind === 'microsoft365' || kind === 'distribution';
  return {
    ...names,
    description: null,
    groupTypes: {
      security: [],
      microsoft365: ['Unified'],
      dynamic: ['DynamicMembership'],
      distribution: [],
    }[kind],
    mail: mailEnabled ? `${named.mailNickname}@${domain}` : null,
    mailEnabled,
    securityEnabled: kind !== 'distribution' && kind !== 'microsoft365',
    visibility: kind === 'microsoft365' ? 'Private' : null,
    membershipRule: kind === 'dynamic' ? '(user.accountEnabled -eq true)' : null,
    isAssignableToRole: kind === 'security' ? false : null,
  };
}
