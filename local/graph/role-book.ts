/** Who holds a role in a tenant. */
export interface RoleBook {
  /** Object ids of the live users with a directory role, by its template. */
  directoryRoleHolders(tenantId: string, roleTemplateId: string): readonly string[];
  /** Object ids of the live users with one of our app roles, and which. */
  appRoleHolders(tenantId: string): readonly { readonly objectId: string; readonly role: string }[];
}
