import { PERMISSIONS, type Permission } from '../../kernel/customers.ts';
import type { Fault } from './fault.ts';
import { ROLES } from './roles.ts';

/** The directory roles, by template id, that permissions come to. */
export const rolesBy = (permissions: readonly Permission[]): readonly string[] =>
  permissions.includes('user-administrator') ? [ROLES.userAdministrator] : [];

/** How each permission may be written in a file: as Partner Center names it, as Microsoft names the role, as the API does. */
const WRITTEN: Readonly<Record<Permission, RegExp>> = {
  'licences-and-services': /^(can use )?licen[cs]es[ -]and[ -]services$/i,
  'user-administrator': /^user( management admin|[ -]administrator)$/i,
};

const NOT_GIVEN: Fault = {
  code: 'permission-not-given-here',
  detail:
    'New users can be given two permissions. Write "Can use licences and services" (so does an empty cell) or "User management admin"; other roles are given in the customer’s tenant.',
};

/** The permissions that a cell names, separated by semicolons, or why it names another one. */
export function permissionsIn(text: string): readonly Permission[] | Fault {
  const named = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = named.map((part) => PERMISSIONS.find((one) => WRITTEN[one].test(part)));
  const known = found.filter((one) => one !== undefined);
  return known.length === found.length ? known : NOT_GIVEN;
}
