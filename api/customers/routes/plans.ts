import { route, type Route } from '../../http/route.ts';
import { entriesPage, planAndJob, plansPage } from '../actions/plans/listing.ts';
import { planRows } from '../actions/plans/result-rows.ts';
import {
  customerEntriesPage,
  customerEntriesQuery,
  customerJobParams,
  customerJobShape,
  customerJobsPage,
  customerJobsQuery,
} from '../contract/plans.ts';
import { customerParams } from '../contract/words.ts';
import { entryView, planViews } from './plan-view.ts';

/** What was done at customers: bulk acts and single ones, and how each user fared. */
export const customerPlanRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/customers/{customerId}/jobs',
    summary: 'What was done at a customer, the newest first',
    access: 'partnerStaff',
    params: customerParams,
    query: customerJobsQuery,
    answers: { 200: customerJobsPage },
    act: async ({ world, caller: { tenant }, params, query }) => {
      const { items, nextCursor } = await plansPage(world, tenant, params.customerId, query);
      return { status: 200, body: { items: await planViews(world, tenant, items), nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/jobs/{jobId}',
    summary: 'One act at a customer: how far it is, and whether it can be undone',
    access: 'partnerStaff',
    params: customerJobParams,
    answers: { 200: customerJobShape },
    act: async ({ world, caller: { tenant }, params: { customerId, jobId } }) => {
      const found = await planAndJob(world, tenant, customerId, jobId);
      const [body] = await planViews(world, tenant, [found]);
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/jobs/{jobId}/entries',
    summary: 'How each user of an act fared, in order',
    access: 'partnerStaff',
    params: customerJobParams,
    query: customerEntriesQuery,
    answers: { 200: customerEntriesPage },
    act: async ({ world, caller: { tenant }, params: { customerId, jobId }, query }) => {
      const page = await entriesPage(world, tenant, customerId, jobId, query);
      const items = page.items.map(entryView);
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/jobs/{jobId}/rows',
    summary: 'The result file: each row with what came of it, as CSV',
    access: 'partnerStaff',
    params: customerJobParams,
    answers: { 200: 'text/csv' },
    act: async ({ world, caller: { tenant }, params: { customerId, jobId } }) => {
      const { plan } = await planAndJob(world, tenant, customerId, jobId);
      return {
        status: 200,
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="${plan.what}-${jobId}.csv"`,
        },
        body: await planRows(world, tenant, jobId),
      };
    },
  }),
];
