import { route, type Route } from '../../http/route.ts';
import { readJob } from '../../jobs/actions.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { createUser, deleteUser, editUser, resetPassword } from '../actions/acts.ts';
import { oneUser, usersPage } from '../actions/users.ts';
import {
  changedCustomerUserShape,
  createdCustomerUserShape,
  customerUserShape,
  customerUsersPageShape,
  customerUsersQuery,
  editCustomerUserBody,
  newCustomerUserBody,
  passwordResetShape,
} from '../contract/users.ts';
import { customerParams, customerUserParams } from '../contract/words.ts';
import type { Fault } from '../rules/fault.ts';
import { agentOf, planCallerOf } from './agent.ts';
import { oneUserView, usersView } from './user-view.ts';

/** What a repeat of a request is told instead of the password. */
const SHOWN = {
  temporaryPassword: null,
  code: 'secret-already-shown',
  detail: 'The password was shown once. If it was lost, reset it: that gives a new one.',
} as const;

const refusalView = ({ code, detail, facts }: Fault) => ({
  ...{ code, detail },
  ...(facts === undefined ? {} : { facts }),
});

const passwordLost = (password: string | null): object =>
  password === null ? SHOWN : { temporaryPassword: password };

/** The users of a customer, one by one. */
export const customerUserRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/customers/{customerId}/users',
    summary: 'All users of a customer, whoever licensed them, read at this moment (PC-3)',
    access: 'partnerStaff',
    params: customerParams,
    query: customerUsersQuery,
    answers: { 200: customerUsersPageShape },
    act: async (call) => {
      const { world, params, query } = call;
      const page = await usersPage(world, agentOf(call), params.customerId, query);
      const { nextCursor, count } = page;
      return { status: 200, body: { items: usersView(page), nextCursor, count } };
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/users',
    summary:
      'Create a user with licences and permissions; the temporary password is shown once (PC-10, C-2)',
    access: 'partnerStaff',
    params: customerParams,
    body: newCustomerUserBody,
    idempotent: true,
    answers: { 201: createdCustomerUserShape },
    act: async (call) => {
      const { world, params, body } = call;
      const created = await createUser(
        world,
        agentOf(call),
        planCallerOf(call),
        params.customerId,
        {
          ...body,
          firstName: body.firstName ?? null,
          lastName: body.lastName ?? null,
          usageLocation: body.usageLocation ?? null,
        },
      );
      const { jobId, password, alreadyThere, faults } = created.done;
      const [fault] = faults;
      const user = {
        ...oneUserView(created),
        ...{ jobId, alreadyThere },
        refused: fault === undefined ? null : refusalView(fault),
      };
      return {
        status: 201,
        body: { ...user, ...passwordLost(password) },
        repeatBody: { ...user, ...SHOWN },
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/customers/{customerId}/users/{userId}',
    summary: 'One user of a customer, read at this moment',
    access: 'partnerStaff',
    params: customerUserParams,
    answers: { 200: customerUserShape },
    act: async (call) => {
      const { customerId, userId } = call.params;
      const shown = await oneUser(call.world, agentOf(call), customerId, userId);
      return { status: 200, body: oneUserView(shown) };
    },
  }),
  route({
    method: 'patch',
    path: '/api/customers/{customerId}/users/{userId}',
    summary: 'Change a user of a customer; what is left out stays',
    access: 'partnerStaff',
    params: customerUserParams,
    body: editCustomerUserBody,
    answers: { 200: changedCustomerUserShape },
    act: async (call) => {
      const { world, params, body } = call;
      const { customerId, userId } = params;
      const edited = await editUser(
        world,
        agentOf(call),
        planCallerOf(call),
        customerId,
        userId,
        body,
      );
      return { status: 200, body: { ...oneUserView(edited), jobId: edited.done.jobId } };
    },
  }),
  route({
    method: 'delete',
    path: '/api/customers/{customerId}/users/{userId}',
    summary: 'Delete a user of a customer, who can be restored for 30 days (PC-31)',
    access: 'partnerStaff',
    params: customerUserParams,
    answers: { 202: jobShape },
    act: async (call) => {
      const { world, caller, params } = call;
      const { customerId, userId } = params;
      const jobId = await deleteUser(world, agentOf(call), planCallerOf(call), customerId, userId);
      return accepted(await readJob(world, caller.tenant, jobId));
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/users/{userId}/password',
    summary: 'Give a user a new temporary password, shown once (PC-30, C-2)',
    access: 'partnerStaff',
    params: customerUserParams,
    idempotent: true,
    answers: { 200: passwordResetShape },
    act: async (call) => {
      const { customerId, userId } = call.params;
      const { user, password } = await resetPassword(
        call.world,
        agentOf(call),
        planCallerOf(call),
        customerId,
        userId,
      );
      const about = { userId, displayName: user.displayName, userName: user.userName };
      return {
        status: 200,
        body: { ...about, ...passwordLost(password) },
        repeatBody: { ...about, ...SHOWN },
      };
    },
  }),
];
