import type { DirectoryUser, NewUser } from './user.ts';

/** The directory's entry for a new user: what the caller left out is filled in as Entra ID would. */
export function newDirectoryUser(user: NewUser, freeId: string, at: number): DirectoryUser {
  return {
    accountEnabled: true,
    userType: user.userPrincipalName.toUpperCase().includes('#EXT#@') ? 'Guest' : 'Member',
    mailNickname: user.userPrincipalName.split('@', 1)[0] ?? null,
    createdDateTime: `${new Date(at).toISOString().slice(0, 19)}Z`,
    ...user,
    id: user.id?.toLowerCase() ?? freeId,
  };
}
