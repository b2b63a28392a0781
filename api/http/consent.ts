import { consentShape } from './contract.ts';
import { route, type Route } from './route.ts';

/** Where people consent, in whichever organisation they are. */
const AUTHORIZE = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize';

/**
 * Where a person lets Headcount know who one is, once single sign-on says that this is missing. The tab adds where to
 * return to.
 * Source: learn.microsoft.com, "Microsoft identity platform and OAuth 2.0 authorization code flow".
 */
export function consentAddress(clientId: string): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    scope: `openid profile ${clientId}/.default`,
    prompt: 'consent',
  });
  return `${AUTHORIZE}?${query.toString()}`;
}

/** @param address null where nobody needs to consent: in the local cloud */
export const consentRoute = (address: string | null): Route =>
  route({
    method: 'get',
    path: '/api/consent',
    summary: 'Where a person lets Headcount know who one is',
    access: 'open',
    answers: { 200: consentShape },
    act: () => Promise.resolve({ status: 200, body: { address } }),
  });
