import { stringify } from 'csv-stringify/sync';
import { route, type Answer, type Route } from '../../http/route.ts';
import { checkAnnounced } from '../../imports/actions/scan.ts';
import { jobShape } from '../../jobs/contract.ts';
import { accepted } from '../../jobs/routes.ts';
import { mailBlankCopy, mailPasswords } from '../actions/imports/letters.ts';
import { receiveUsers } from '../actions/imports/receive.ts';
import { handOut, type HandOut } from '../actions/plans/hand-out.ts';
import { atCustomer, standingAt } from '../actions/standing.ts';
import {
  blankCopyBody,
  customerImportQuery,
  handedOutShape,
  handOutBody,
  templateQuery,
} from '../contract/imports.ts';
import { customerJobParams } from '../contract/plans.ts';
import { customerParams } from '../contract/words.ts';
import { titlesOf } from '../rules/imports/columns.ts';
import { USERS_UPLOAD_LIMITS } from '../rules/imports/limits.ts';
import { agentOf, planCallerOf } from './agent.ts';

/** What a repeat is told instead of the passwords. */
const SHOWN = {
  ...{ passwords: [], count: 0, sentTo: null, renewal: null },
  code: 'secret-already-shown',
  detail: 'The passwords were handed out once. Where one was lost, reset it: that gives a new one.',
} as const;

const handedOut = ({ passwords, renewal }: HandOut, sentTo: string | null): Answer => {
  const facts = {
    count: passwords.length,
    sentTo,
    renewal: renewal === null ? null : { jobId: renewal.job.jobId, users: renewal.users },
  };
  const shown = passwords.map(({ password, ...user }) => ({
    ...user,
    temporaryPassword: password,
  }));
  return {
    status: 200,
    body: { passwords: sentTo === null ? shown : [], ...facts },
    repeatBody: { ...SHOWN, ...facts },
  };
};

/** Imports of users from CSV files, and the passwords of whom they made. */
export const customerImportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/customers/{customerId}/imports/template',
    summary: 'An empty file with the columns of a template',
    access: 'partnerStaff',
    params: customerParams,
    query: templateQuery,
    answers: { 200: 'text/csv' },
    act: async (call) => {
      const { world, params, query } = call;
      const { mode } = query;
      await standingAt(world, agentOf(call), params.customerId);
      return {
        status: 200,
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="users-${mode}.csv"`,
        },
        body: stringify([[...titlesOf(mode)]], { bom: true }),
      };
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/imports/users',
    summary: 'Create users from a CSV file, or look what each of its rows would come to',
    access: 'partnerStaff',
    params: customerParams,
    query: customerImportQuery,
    streams: 'text/csv',
    idempotent: true,
    answers: { 202: jobShape },
    act: async (call) => {
      const { world, params, query, upload, request } = call;
      checkAnnounced(request.headers['content-length'], USERS_UPLOAD_LIMITS);
      const { customerId } = params;
      // Before the file is taken: that the agent may, and that a job can go on in the agent's name.
      await atCustomer(world, agentOf(call), customerId, 'createUsers', ({ hands }) =>
        hands.domains(),
      );
      const { mode, preview, location } = query;
      const order = { customerId, mode, preview, location: location ?? null };
      return accepted(await receiveUsers(world, planCallerOf(call), upload, order));
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/imports/blank-copy',
    summary: 'Send the customer an empty file to fill in: users, permissions, licences (C-7)',
    access: 'partnerStaff',
    params: customerParams,
    body: blankCopyBody,
    idempotent: true,
    answers: { 204: null },
    act: async (call) => {
      const { world, params, body, caller } = call;
      const partner = caller.account?.subdomain ?? caller.displayName;
      await atCustomer(world, agentOf(call), params.customerId, 'createUsers', (at) =>
        mailBlankCopy(world, planCallerOf(call), at, body, partner),
      );
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/api/customers/{customerId}/imports/{jobId}/passwords',
    summary: 'Hand out the temporary passwords of an import, once (C-2)',
    access: 'partnerStaff',
    params: customerJobParams,
    body: handOutBody,
    idempotent: true,
    answers: { 200: handedOutShape },
    act: async (call) => {
      const { world, params, body } = call;
      const { customerId, jobId } = params;
      const { sendTo = null, language } = body;
      const caller = planCallerOf(call);
      const given = await atCustomer(world, agentOf(call), customerId, 'createUsers', () =>
        handOut(world, caller, customerId, jobId, async (passwords) => {
          if (sendTo === null) return;
          await mailPasswords(world, caller, customerId, { sendTo, language }, passwords);
        }),
      );
      return given === null ? { status: 200, body: SHOWN } : handedOut(given, sendTo);
    },
  }),
];
