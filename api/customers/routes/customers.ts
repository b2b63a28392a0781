import { route, type Route } from '../../http/route.ts';
import { toIsoOrNull } from '../../kernel/time.ts';
import { customersPage } from '../actions/listing.ts';
import { atCustomer, standingAt } from '../actions/standing.ts';
import {
  customerDetailShape,
  customerDomainsShape,
  customersPageShape,
  customersQuery,
} from '../contract/customers.ts';
import { customerParams } from '../contract/words.ts';
import { agentOf } from './agent.ts';
import { customerDetailView, customerView, statusOf } from './customer-view.ts';

/** The partner's customers, and what the caller may do at each. */
export const customerRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/customers',
    summary: 'The partner’s customers by name, with what the caller may do at each',
    access: 'partnerStaff',
    query: customersQuery,
    answers: { 200: customersPageShape },
    act: async (call) => {
      const { world, query } = call;
      const { state, refresh, ...question } = query;
      const page = await customersPage(world, agentOf(call), {
        ...question,
        status: state === undefined ? undefined : statusOf(state),
        refresh: refresh === 'true',
      });
      const now = world.clock.now();
      const items = page.items.map((standing) => customerView(standing, now));
      const refreshedAt = toIsoOrNull(page.refreshedAt);
      const { nextCursor, known } = page;
      return { status: 200, body: { items, nextCursor, refreshedAt, known } };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}',
    summary: 'One customer: its relationships as they are now, and which roles each act needs',
    access: 'partnerStaff',
    params: customerParams,
    answers: { 200: customerDetailShape },
    act: async (call) => {
      const { world, params } = call;
      const standing = await standingAt(world, agentOf(call), params.customerId);
      return { status: 200, body: customerDetailView(standing, world.clock.now()) };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/domains',
    summary: 'The verified domains of a customer, the default one first',
    access: 'partnerStaff',
    params: customerParams,
    answers: { 200: customerDomainsShape },
    act: async (call) => {
      const { world, params } = call;
      const items = await atCustomer(
        world,
        agentOf(call),
        params.customerId,
        'readUsers',
        ({ hands }) => hands.domains(),
      );
      return { status: 200, body: { items: [...items] } };
    },
  }),
];
