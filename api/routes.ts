import { healthRoutes } from './http/health.ts';
import { openApiRoute } from './http/openapi.ts';
import type { Route } from './http/route.ts';
import { jobRoutes } from './jobs/routes.ts';
import { subscriptionRoutes } from './subscriptions/routes.ts';

/** Every route that Headcount serves. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...subscriptionRoutes,
  ...jobRoutes,
  openApiRoute(() => routes),
];
