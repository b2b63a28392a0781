import type { Call } from '../wire.ts';
import type { GraphRoute } from './context.ts';
import { DELETED_ITEM_ROUTES } from './deleted-items.ts';
import { DIRECTORY_OBJECT_ROUTES } from './directory-objects.ts';
import { GROUP_DELTA_ROUTES } from './group-delta.ts';
import { GROUP_MEMBER_ROUTES } from './group-members.ts';
import { GROUP_ROUTES } from './groups.ts';
import { INSTALLED_APP_ROUTES } from './installed-apps.ts';
import { LICENCE_ROUTES } from './licences.ts';
import { MEMBER_OF_ROUTES } from './member-of.ts';
import { RELATIONSHIP_ROUTES } from './relationships.ts';
import { ROLE_ASSIGNMENT_ROUTES } from './role-assignments.ts';
import { ROLE_HOLDER_ROUTES } from './role-holders.ts';
import { createRouteTable } from './route-table.ts';
import { SEND_MAIL_ROUTES } from './send-mail.ts';
import { SUBSCRIPTION_ROUTES } from './subscriptions.ts';
import { USER_DELTA_ROUTES } from './user-delta.ts';
import { USER_WRITE_ROUTES } from './user-writes.ts';
import { USER_ROUTES } from './users.ts';

/** Everything of Graph that is stood in for. Fixed segments come before placeholders. */
const GRAPH_ROUTES: readonly GraphRoute[] = [
  ...USER_DELTA_ROUTES,
  ...USER_ROUTES,
  ...USER_WRITE_ROUTES,
  ...GROUP_DELTA_ROUTES,
  ...GROUP_ROUTES,
  ...GROUP_MEMBER_ROUTES,
  ...DELETED_ITEM_ROUTES,
  ...DIRECTORY_OBJECT_ROUTES,
  ...ROLE_HOLDER_ROUTES,
  ...ROLE_ASSIGNMENT_ROUTES,
  ...LICENCE_ROUTES,
  ...MEMBER_OF_ROUTES,
  ...RELATIONSHIP_ROUTES,
  ...SEND_MAIL_ROUTES,
  ...INSTALLED_APP_ROUTES,
  ...SUBSCRIPTION_ROUTES,
];

/** The route for a path below /v1.0. */
export const findRoute = createRouteTable(GRAPH_ROUTES);

/** Whether a call changes a directory, as far as a route says so. */
export const isWrite = ({ method, url }: Pick<Call, 'method' | 'url'>): boolean =>
  findRoute(method, url.pathname.replace(/^\/v1\.0/, '')).match?.route.writes === true;
