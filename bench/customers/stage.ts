import { agentsGroup } from '../../local/personas.ts';
import type { FaultSpec } from '../../local/faults.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import { startCloud } from '../cloud-process.ts';

export const PARTNER = 'aaaaaaaa-0000-4000-8000-000000000001';
export const CUSTOMER = 'cccccccc-0000-4000-8000-000000000003';
const DOMAIN = 'northwind.onmicrosoft.com';
const GRAPH = 'graph.microsoft.com';
const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';

/** How far away Graph is, for a request or a batch. */
export const LATENCY_MS = 40;

/** Of so many writes one is hit by each kind of trouble. */
const ONE_IN = 40;

/** A user to be made. Some rows want a name that somebody has: those are to be refused. */
export interface Row {
  readonly userName: string;
  readonly displayName: string;
}

/** What a side says of a row. */
export type Told = 'made' | 'failed';

/** A local cloud in a process of its own, with a partner and a customer of it. */
export interface Stage {
  readonly origin: string;
  readonly rows: readonly Row[];
  /** The agent's token for the API. */
  agentToken(): Promise<{ readonly token: string; readonly personId: string }>;
  /** A token for Graph at the customer: the application's own, as scripts use it. */
  applicationToken(): Promise<string>;
  /** How the calls, and the users, stand at the end. */
  result(told: ReadonlyMap<Row, Told>): Promise<Result>;
  stop(): void;
}

/** What came of a side's work. */
export interface Result {
  readonly requests: number;
  /** Users made beyond one for each row. */
  readonly duplicates: number;
  /** Rows told made of which there is no user, and rows told failed of which there is one. */
  readonly wrong: number;
}

/** So many rows, each fiftieth of which wants the name of somebody who is there. */
const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    userName: i % 50 === 49 ? `taken${i}@${DOMAIN}` : `row${i}@${DOMAIN}`,
    displayName: `Row ${i}`,
  }));

/** The same troubles for every side: refused, answered in place of Graph, lost after it was done. */
const troubles: readonly FaultSpec[] = [
  { status: 429, headers: { 'Retry-After': '2' } },
  { status: 503 },
  { status: 504, when: 'after' as const },
].map((trouble, i) => ({
  ...{ host: GRAPH, method: 'POST', path: '/v1.0/users', times: 100_000 },
  ...{ share: 1 / ONE_IN, seed: 7 + i },
  ...trouble,
}));

/** Starts it. */
export async function startStage(count: number): Promise<Stage> {
  const rows = rowsOf(count);
  const people = rows
    .filter(({ userName }) => userName.startsWith('taken'))
    .map(({ userName }) => ({ userPrincipalName: userName, displayName: 'Somebody else' }));
  const relationships = [
    {
      displayName: 'With Northwind',
      customerId: CUSTOMER,
      customerName: 'Northwind',
      roles: [USER_ADMINISTRATOR],
      assignments: [{ groupId: agentsGroup(PARTNER).id }],
    },
  ];
  const tenants = [
    { id: PARTNER, name: 'Contoso', givenGroups: [agentsGroup(PARTNER)], relationships },
    { id: CUSTOMER, name: 'Northwind', people, latencyMs: LATENCY_MS },
  ];
  const { origin, stop } = await startCloud(tenants);
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const answer = await fetch(`${origin}${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const post = (path: string, body: object): Promise<unknown> =>
    ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  const applicationToken = async (): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      scope: `https://${GRAPH}/.default`,
    });
    const path = `/login.microsoftonline.com/${CUSTOMER}/oauth2/v2.0/token`;
    const answer = await ask(path, { method: 'POST', body: form });
    return (answer as { readonly access_token: string }).access_token;
  };

  /** Every user's name by the display name. */
  const namesThere = async (): Promise<Map<string, number>> => {
    const headers = { Authorization: `Bearer ${await applicationToken()}` };
    const names = new Map<string, number>();
    let next: string | undefined = `/${GRAPH}/v1.0/users?$select=displayName&$top=999`;
    while (next !== undefined) {
      const page = (await ask(next, { headers })) as {
        readonly value: readonly { readonly displayName: string }[];
        readonly '@odata.nextLink'?: string;
      };
      for (const { displayName } of page.value) {
        names.set(displayName, (names.get(displayName) ?? 0) + 1);
      }
      next = page['@odata.nextLink']?.replace('https:/', '');
    }
    return names;
  };

  for (const trouble of troubles) await post('/faults', trouble);
  return {
    origin,
    rows,
    async agentToken() {
      const { items } = (await ask('/personas')) as {
        readonly items: readonly { readonly name: string; readonly objectId: string }[];
      };
      const personId = items.find(({ name }) => name === 'partnerAgent')?.objectId ?? '';
      const answer = await post('/personas/partnerAgent/token', {});
      return { token: (answer as { readonly access_token: string }).access_token, personId };
    },
    applicationToken,
    async result(told) {
      const { items } = (await ask('/requests')) as {
        readonly items: readonly { readonly host: string; readonly count: number }[];
      };
      const requests = items
        .filter(({ host }) => host === GRAPH)
        .reduce((sum, { count }) => sum + count, 0);
      const there = await namesThere();
      const madeOf = ({ displayName }: Row): number => there.get(displayName) ?? 0;
      return {
        requests,
        duplicates: rows.reduce((sum, row) => sum + Math.max(0, madeOf(row) - 1), 0),
        wrong: rows.filter((row) => (told.get(row) === 'made') !== madeOf(row) > 0).length,
      };
    },
    stop,
  };
}

/** What a script asks Graph for, for one row. */
export const bodyOf = ({ userName, displayName }: Row): object => ({
  accountEnabled: true,
  displayName,
  mailNickname: userName.split('@')[0],
  userPrincipalName: userName,
  passwordProfile: { password: 'Secret-2026!x', forceChangePasswordNextSignIn: true },
});
