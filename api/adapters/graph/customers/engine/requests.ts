import type { UserChanges } from '../../../../kernel/customers.ts';
import type { UserAct } from '../../../../ports/customer-writes.ts';
import { graphPath } from '../../calls.ts';

/** One request of a batch, without its id. */
export interface WriteRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, as Graph wants it in a batch. */
  readonly url: string;
  readonly body?: object;
}

/** What Graph does not take in a mail nickname, and what is not ASCII (user resource type: mailNickname). */
const NOT_IN_NICKNAME = /[@()/[\]"'`;:<>,\\\s]|[^\x20-\x7e]/g;
const NICKNAME_MAX = 64;

/** The mail nickname of a new user: the local part of the user name, without what Graph does not take in it. */
function nicknameOf(userName: string): string {
  const local = userName.slice(0, userName.lastIndexOf('@'));
  const nickname = local
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(NOT_IN_NICKNAME, '')
    .slice(0, NICKNAME_MAX);
  return nickname === '' ? 'user' : nickname;
}

const temporary = (password: string) => ({
  passwordProfile: { password, forceChangePasswordNextSignIn: true },
});

function bodyOfChanges({ userName, enabled, ...others }: UserChanges): object {
  return {
    ...others,
    ...(userName === undefined ? {} : { userPrincipalName: userName }),
    ...(enabled === undefined ? {} : { accountEnabled: enabled }),
  };
}

/** The request that carries an act out. */
export function requestOf(act: UserAct): WriteRequest {
  switch (act.kind) {
    case 'create': {
      const { userName, displayName, ...others } = act.user;
      const given = Object.entries(others).filter(([, value]) => value !== null);
      return {
        method: 'POST',
        url: graphPath`/users`,
        body: {
          accountEnabled: true,
          displayName,
          ...Object.fromEntries(given),
          mailNickname: nicknameOf(userName),
          userPrincipalName: userName,
          ...temporary(act.password),
        },
      };
    }
    case 'edit':
      return {
        method: 'PATCH',
        url: graphPath`/users/${act.userId}`,
        body: bodyOfChanges(act.changes),
      };
    case 'licences':
      return {
        method: 'POST',
        url: graphPath`/users/${act.userId}/assignLicense`,
        body: {
          addLicenses: act.add.map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans })),
          removeLicenses: act.remove,
        },
      };
    case 'password':
      return {
        method: 'PATCH',
        url: graphPath`/users/${act.userId}`,
        body: temporary(act.password),
      };
    case 'role':
      return {
        method: 'POST',
        url: graphPath`/roleManagement/directory/roleAssignments`,
        body: { principalId: act.userId, roleDefinitionId: act.roleId, directoryScopeId: '/' },
      };
    case 'delete':
      return { method: 'DELETE', url: graphPath`/users/${act.userId}` };
    case 'restore':
      return {
        method: 'POST',
        url: graphPath`/directory/deletedItems/${act.userId}/restore`,
        body: act.newUserName === undefined ? {} : { newUserPrincipalName: act.newUserName },
      };
  }
}
