import { hashText } from '../chance.ts';
import type { DirectoryRoles } from './directory-roles.ts';
import type { Directory } from './directory.ts';
import type { LicenceBook } from './licence-book.ts';
import type { TenantOptions } from './options.ts';
import type { RelationshipBook } from './relationship-book.ts';

/** What of a tenant there is something in from the beginning. */
interface Beginning {
  readonly directory: Directory;
  readonly licences: LicenceBook;
  readonly relationships: RelationshipBook;
  readonly directoryRoles: DirectoryRoles;
}

const SEEDED_GROUPS = 12;

/** Brings in who and what was there from the beginning. */
export function settle(
  { directory, licences, relationships, directoryRoles }: Beginning,
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
