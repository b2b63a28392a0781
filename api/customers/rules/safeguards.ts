import type { PersonId } from '../../kernel/ids.ts';
import type { Fault } from './fault.ts';

/** A user as the safeguards look at one. */
export interface Guarded {
  readonly userId: PersonId;
  readonly userName: string;
  readonly mail: string | null;
  readonly guest: boolean;
  readonly enabled: boolean;
  /** Mastered in a directory on premises. */
  readonly synced: boolean;
}

/** Who acts, as far as it can be told from a user of the customer. */
export interface AgentFacts {
  readonly personId: PersonId;
  /** User name and mail in the partner's tenant, lower case; a guest of the customer with one of these is the agent. */
  readonly addresses: ReadonlySet<string>;
}

/**
 * Whether a user of the customer is whoever acts: by the object id, or as the guest that was invited under the agent's
 * address.
 */
export function isOneself(user: Guarded, { personId, addresses }: AgentFacts): boolean {
  if (user.userId === personId) return true;
  if (!user.guest) return false;
  const [, invited] = /^(.+)#ext#@/.exec(user.userName.toLowerCase()) ?? [];
  const at = invited?.lastIndexOf('_') ?? -1;
  const home =
    invited === undefined || at < 1 ? null : `${invited.slice(0, at)}@${invited.slice(at + 1)}`;
  return [user.mail?.toLowerCase(), home].some(
    (address) => address != null && addresses.has(address),
  );
}

const ONESELF: Fault = {
  code: 'oneself',
  detail:
    'This is your own account. Ask a colleague to do it, or an administrator of the customer.',
};
const LAST_ADMIN: Fault = {
  code: 'last-admin',
  detail:
    'This is the last Global Administrator of the customer who can sign in. Give the role to somebody else there first.',
};
const SYNCED: Fault = {
  code: 'synced-user',
  detail:
    'The user is kept in the customer’s own directory and synchronised from there. Change or delete the user in that directory.',
};
const GONE: Fault = {
  code: 'user-gone',
  detail:
    'The customer has no such user. The user may have been deleted: look at the deleted users.',
};

/** What safeguards look at beside the users. */
export interface Guard {
  readonly agent: AgentFacts;
  /** Global Administrators of the customer who can sign in. */
  readonly globalAdmins: ReadonlySet<PersonId>;
}

/**
 * Why each of these users may not be deleted, or kept from signing in, in their order; null where nothing is against it.
 * Of a list that holds all Global Administrators the last one stays.
 * @param users null where there is no such user
 */
export function endingFaults(
  users: readonly (Guarded | null)[],
  { agent, globalAdmins }: Guard,
): (Fault | null)[] {
  const admins = new Set(globalAdmins);
  return users.map((user) => {
    if (user === null) return GONE;
    if (isOneself(user, agent)) return ONESELF;
    if (user.synced) return SYNCED;
    if (!admins.has(user.userId)) return null;
    if (admins.size === 1) return LAST_ADMIN;
    admins.delete(user.userId);
    return null;
  });
}

/** Why a user may not be changed here; null where nothing is against it. */
export const changingFault = (user: Pick<Guarded, 'synced'>): Fault | null =>
  user.synced ? SYNCED : null;
