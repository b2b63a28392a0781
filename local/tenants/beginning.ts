import { hashText } from '../chance.ts';
import type { Tenant, TenantOptions } from './tenant.ts';

const SEEDED_GROUPS = 12;

/** Brings in who and what was there from the beginning. */
export function settle(
  {
    directory,
    licences,
    relationships,
    directoryRoles,
  }: Pick<Tenant, 'directory' | 'licences' | 'relationships' | 'directoryRoles'>,
  options: TenantOptions,
  at: number,
): void {
  const { people = [], users = 0, seed = hashText(options.id) } = options;
  const groups = options.groups ?? (users > 0 ? SEEDED_GROUPS : 0);
  if (people.length > 0) directory.perform({ act: 'addUsers', users: people }, at);
  if (users > 0) directory.perform({ act: 'addSeededUsers', count: users, seed }, at);
  if (groups > 0) directory.perform({ act: 'addSeededGroups', count: groups, seed }, at);
  for (const group of options.givenGroups ?? [])
    directory.perform({ act: 'addGroup', ...group }, at);
  for (const product of options.products ?? []) {
    licences.perform({ act: 'putProduct', product }, at);
  }
  for (const given of options.groupLicences ?? []) {
    licences.perform({ act: 'assignGroupLicences', ...given }, at);
  }
  for (const held of options.directoryRoles ?? []) {
    directoryRoles.perform({ act: 'assignDirectoryRole', ...held });
  }
  for (const relationship of options.relationships ?? []) {
    relationships.perform({ act: 'addRelationship', relationship }, at);
  }
  directory.begun();
}
