import { AppError, notFound } from '../kernel/errors.ts';
import type { CatalogId } from '../kernel/ids.ts';
import type { Access, Caller } from './route.ts';

const missing = (who: string): AppError =>
  new AppError('role-missing', `This is for ${who}. Ask one of them, or ask for the role.`);

/** Refuses a caller who may not call a route of that access with `role-missing`. */
export function authorise(access: Exclude<Access, 'open'>, caller: Caller): void {
  switch (access) {
    case 'signedIn':
      return;
    case 'admins':
      if (!caller.isAdmin) throw missing('the owner, global administrators and LMS administrators');
      return;
    case 'catalogAdmins':
      if (!caller.isAdmin && !caller.roles.has('catalogAdmin')) {
        throw missing('administrators, and catalog administrators who have been given a catalog');
      }
      return;
    case 'partnerStaff':
      if (!caller.roles.has('partnerStaff')) {
        throw missing('partner staff: global administrators, user administrators and admin agents');
      }
      return;
    case 'staff':
      if (
        !caller.isAdmin &&
        !caller.roles.has('catalogAdmin') &&
        !caller.roles.has('partnerStaff')
      ) {
        throw missing('administrators, catalog administrators and partner staff');
      }
      return;
    case 'operator':
      if (!caller.roles.has('operator')) throw missing('the operator of the service');
  }
}

/**
 * On a route for `catalogAdmins`: refuses a catalog that is not the caller's own as one that does not exist.
 * @throws AppError `not-found`
 */
export function mayTouch(caller: Caller, catalogId: CatalogId): void {
  if (!caller.isAdmin && !caller.ownCatalogs.has(catalogId)) throw notFound('catalog');
}
