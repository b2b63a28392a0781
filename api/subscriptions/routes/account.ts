import type { z } from 'zod';
import { etagOf } from '../../http/etag.ts';
import { route, type Answer, type Route } from '../../http/route.ts';
import { toIso } from '../../kernel/time.ts';
import { changeAccount, readAccount, type AccountPapers } from '../actions/account.ts';
import { accountBody, accountPapersShape } from '../contract.ts';

function answer({ account, settings, ownerName, version }: AccountPapers): Answer {
  const { subdomain, region, state, reason, ownerId, createdAt } = account;
  const body: z.infer<typeof accountPapersShape> = {
    ...{ subdomain, region, state, reason },
    owner: { id: ownerId, displayName: ownerName },
    createdAt: toIso(createdAt),
    timeZone: settings.timeZone,
    contacts: settings.contacts,
  };
  return { status: 200, body, headers: { ETag: etagOf(version) } };
}

/** The account: who owns it, its time zone, whom to speak with. */
export const accountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/account',
    summary: 'The account: its state, owner, time zone and contacts',
    access: 'admins',
    answers: { 200: accountPapersShape },
    act: async ({ world, caller }) => answer(await readAccount(world, caller.tenant)),
  }),
  route({
    method: 'patch',
    path: '/api/account',
    summary: 'Change the time zone or the contacts, hand the account over, or take it over',
    access: 'admins',
    // Whoever takes the account over from an owner who is gone may not have been let in before.
    always: true,
    body: accountBody,
    versioned: true,
    answers: { 200: accountPapersShape },
    act: async ({ world, caller, actor, body, ifMatch }) =>
      answer(await changeAccount(world, caller.tenant, actor, caller, body, ifMatch)),
  }),
];
