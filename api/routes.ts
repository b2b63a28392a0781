import { auditRoutes } from './audit/routes.ts';
import { catalogAdminRoutes } from './catalogs/routes/admins.ts';
import { catalogRoutes } from './catalogs/routes/catalogs.ts';
import { enrolmentRoutes } from './catalogs/routes/enrolments.ts';
import { listGroupRoutes, trainingGroupRoutes } from './catalogs/routes/groups.ts';
import { userListRoutes } from './catalogs/routes/lists.ts';
import { COURSE, PLAN } from './catalogs/routes/training-words.ts';
import { trainingRoutes } from './catalogs/routes/trainings.ts';
import { planRows } from './customers/actions/plans/result-rows.ts';
import { customerContinuationRoutes } from './customers/routes/continuation.ts';
import { customerRoutes } from './customers/routes/customers.ts';
import { customerImportRoutes } from './customers/routes/imports.ts';
import { customerPlanRoutes } from './customers/routes/plans.ts';
import { customerUndoRoutes } from './customers/routes/undo.ts';
import { deletedUserRoutes } from './customers/routes/deleted-users.ts';
import { licenceRoutes } from './customers/routes/licences.ts';
import { customerUserRoutes } from './customers/routes/users.ts';
import { CUSTOMER_PLAN } from './customers/rules/plans/plan.ts';
import { directoryRoutes } from './directory/routes.ts';
import type { Route } from './http/route.ts';
import { importRoutes } from './imports/routes.ts';
import { jobRoutesWith } from './jobs/routes.ts';
import { keyRoutes } from './keys/routes.ts';
import { notificationRoutes, reachRoute, type Ways } from './notifications/routes.ts';
import { billingRoutes } from './orders/routes/account.ts';
import { estimateRoutes } from './orders/routes/estimates.ts';
import { indivisibleRoutes } from './orders/routes/indivisible.ts';
import { orderRoutes } from './orders/routes/orders.ts';
import { webhookRoute } from './orders/routes/webhook.ts';
import { overviewRoutes } from './overview/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { reclaimActRoutes } from './reclaim/routes/acts.ts';
import { adviceRoutes } from './reclaim/routes/advice.ts';
import { ownSeatRoutes } from './reclaim/routes/own.ts';
import { peerRoutes } from './peers/routes/links.ts';
import { peerReportRoutes } from './peers/routes/reports.ts';
import type { AddressBook } from './ports/address-book.ts';
import { historyRoutes } from './seats/routes/history.ts';
import { peopleRoutes } from './seats/routes/people.ts';
import { recountRoute } from './seats/routes/recount.ts';
import { accountRoutes } from './subscriptions/routes/account.ts';
import { activationRoutes } from './subscriptions/routes/activation.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';
import { activityRoutes } from './usage/routes/activities.ts';
import { platformRoutes } from './usage/routes/platforms.ts';
import { usageRecountRoute } from './usage/routes/recount.ts';
import { usageRoutes } from './usage/routes/usage.ts';
import { whatIfRoutes } from './what-if/routes.ts';

/** What some routes tell that settings say. */
export interface RouteSettings {
  /** Whom to ask for more seats (G-7); null where nobody is named. */
  readonly seatsContact: string | null;
  /** The mail address of sales, for purchase orders; null where none is configured. */
  readonly salesContact: string | null;
  /** Finds whom a peer request names; null: nobody can be named. */
  readonly addressBook: AddressBook | null;
  readonly ways: Ways;
}

/** The routes of all subjects. */
export const subjectRoutes = ({
  seatsContact,
  salesContact,
  addressBook,
  ways,
}: RouteSettings): readonly Route[] => [
  ...overviewRoutes,
  ...subscriptionRoutes(seatsContact),
  ...activityRoutes,
  ...usageRoutes,
  usageRecountRoute,
  ...platformRoutes,
  ...activationRoutes,
  ...accountRoutes,
  ...catalogRoutes,
  ...catalogAdminRoutes,
  ...userListRoutes,
  ...listGroupRoutes,
  ...[COURSE, PLAN].flatMap((word) => [
    ...trainingRoutes(word),
    ...enrolmentRoutes(word),
    ...trainingGroupRoutes(word),
  ]),
  ...peopleRoutes,
  ...historyRoutes,
  recountRoute,
  ...adviceRoutes,
  ...reclaimActRoutes,
  ...ownSeatRoutes,
  ...reportRoutes,
  ...peerRoutes(addressBook),
  ...peerReportRoutes,
  ...importRoutes(),
  ...customerRoutes,
  ...customerUserRoutes,
  ...licenceRoutes,
  ...deletedUserRoutes,
  ...customerPlanRoutes,
  ...customerImportRoutes,
  ...customerUndoRoutes,
  ...customerContinuationRoutes,
  ...jobRoutesWith({ [CUSTOMER_PLAN]: planRows }),
  ...directoryRoutes,
  ...notificationRoutes,
  reachRoute(ways),
  ...auditRoutes,
  ...keyRoutes,
  ...estimateRoutes,
  ...orderRoutes,
  ...indivisibleRoutes,
  ...billingRoutes({ seatsContact, salesContact }),
  ...whatIfRoutes,
  webhookRoute,
];
