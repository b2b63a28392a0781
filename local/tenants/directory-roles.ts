import { guidOf } from '../guid.ts';

/** Who holds which directory role, beside the personas. */
export type RoleAct = {
  readonly act: 'assignDirectoryRole' | 'removeDirectoryRole';
  readonly userId: string;
  readonly roleTemplateId: string;
};

/** One assignment of a directory role in the whole tenant. */
export interface RoleAssignment {
  readonly id: string;
  readonly userId: string;
  readonly roleTemplateId: string;
}

/** The assignments of one tenant's directory roles, also those of deleted users. */
export interface DirectoryRoles {
  all(): readonly RoleAssignment[];
  /** Role template ids of a user. */
  rolesOf(userId: string): readonly string[];
  perform(act: RoleAct): void;
}

/** Whether an act concerns directory roles. */
export function isRoleAct(act: { readonly act: string }): act is RoleAct {
  return act.act === 'assignDirectoryRole' || act.act === 'removeDirectoryRole';
}

/** No assignments yet. An assignment's id depends on role and user alone. */
export function createDirectoryRoles(): DirectoryRoles {
  const assignments = new Map<string, RoleAssignment>();
  return {
    all: () => [...assignments.values()],
    rolesOf: (userId) =>
      [...assignments.values()]
        .filter((assignment) => assignment.userId === userId.toLowerCase())
        .map(({ roleTemplateId }) => roleTemplateId),
    perform({ act, ...named }) {
      const userId = named.userId.toLowerCase();
      const roleTemplateId = named.roleTemplateId.toLowerCase();
      const id = roleAssignmentId(userId, roleTemplateId);
      if (act === 'assignDirectoryRole') assignments.set(id, { id, userId, roleTemplateId });
      else assignments.delete(id);
    },
  };
}

/** The id of the assignment of a role to a user: an opaque text, as Graph's are. */
export function roleAssignmentId(userId: string, roleTemplateId: string): string {
  const hex = guidOf(`${roleTemplateId}/${userId}`).replaceAll('-', '');
  return Buffer.from(hex + hex, 'hex')
    .toString('base64url')
    .slice(0, 42);
}
