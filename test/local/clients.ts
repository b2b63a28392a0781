import { ConfidentialClientApplication } from '@azure/msal-node';
import type { INetworkModule } from '@azure/msal-node';
import { AuthenticationHandler, Client } from '@microsoft/microsoft-graph-client';
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';
import type { TenantOptions } from '../../local/tenants/options.ts';

/** Ids of tenants that tests make. */
export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_TENANT = 'bbbbbbbb-0000-4000-8000-000000000002';

/** Contoso with some people and groups, and another tenant beside it. */
export const TENANTS: readonly TenantOptions[] = [
  { id: TENANT, name: 'Contoso', users: 120, groups: 4 },
  { id: OTHER_TENANT, name: 'Fabrikam' },
];

/** Contoso's domain. */
export const DOMAIN = 'contoso.onmicrosoft.com';

/** What makes a user of Contoso by Graph. */
export const newUser = (name: string) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${DOMAIN}`,
  passwordProfile: { password: 'Tr1cky-enough' },
});

export const APP_SCOPE = 'https://graph.microsoft.com/.default';

/** What production code does in local mode: production URLs, with the host as first segment of the path. */
export function localUrl(cloud: LocalCloud, url: string): string {
  const { host, pathname, search } = new URL(url);
  return `${cloud.origin}/${host}${pathname}${search}`;
}

/** A fetch that takes production URLs. */
export function transportTo(cloud: LocalCloud): typeof fetch {
  return (input, init) =>
    fetch(localUrl(cloud, input instanceof Request ? input.url : String(input)), init);
}

/** The real MSAL, talking to the local cloud. */
export function msalFor(cloud: LocalCloud, tenantId: string): ConfidentialClientApplication {
  const transport = transportTo(cloud);
  const ask = async (
    method: string,
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ) => {
    const response = await transport(url, {
      method,
      headers: options?.headers ?? {},
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const headers = Object.fromEntries(response.headers);
    return { headers, status: response.status, body: (await response.json()) as never };
  };
  const networkClient: INetworkModule = {
    sendGetRequestAsync: (url, options) => ask('GET', url, options),
    sendPostRequestAsync: (url, options) => ask('POST', url, options),
  };
  return new ConfidentialClientApplication({
    auth: {
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      authority: `https://login.microsoftonline.com/${tenantId}`,
    },
    system: { networkClient },
  });
}

/** An app-only Graph token, by the real MSAL. */
export async function appToken(cloud: LocalCloud, tenantId: string): Promise<string> {
  const result = await msalFor(cloud, tenantId).acquireTokenByClientCredential({
    scopes: [APP_SCOPE],
  });
  if (!result) throw new Error('MSAL gave no token.');
  return result.accessToken;
}

/** The real Graph client, as the app of a tenant; no retries. */
export function graphFor(cloud: LocalCloud, tenantId: string): Client {
  const token = appToken(cloud, tenantId);
  const transport = transportTo(cloud);
  const wire: Middleware = {
    async execute(context: Context) {
      // The client's own types need the DOM library; it hands over a URL and fetch options.
      const { request, options } = context as unknown as { request: string; options: RequestInit };
      context.response = await transport(request, options);
    },
  };
  const authentication = new AuthenticationHandler({ getAccessToken: () => token });
  authentication.setNext(wire);
  return Client.initWithMiddleware({ middleware: authentication });
}

/** An answer with its parsed body. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A plain Graph caller, for looking at statuses and headers. */
export interface GraphCaller {
  (
    method: string,
    pathOrUrl: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answered>;
}

/** Calls Graph with a token, paths below /v1.0 or whole links. */
export function graphCaller(cloud: LocalCloud, token: string | Promise<string>): GraphCaller {
  return async (method, pathOrUrl, options = {}) => {
    const url = pathOrUrl.startsWith('https:')
      ? pathOrUrl
      : `https://graph.microsoft.com/v1.0${pathOrUrl}`;
    const response = await fetch(localUrl(cloud, url), {
      method,
      headers: {
        Authorization: `Bearer ${await token}`,
        ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    return answered(response);
  };
}

/** Calls a control route. */
export async function control(
  cloud: LocalCloud,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answered> {
  const response = await fetch(`${cloud.origin}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return answered(response);
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson && text !== '' ? JSON.parse(text) : { text }) as Record<string, unknown>,
  };
}

/** A page of Graph, as far as tests look at it. */
export interface Page {
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
  readonly '@odata.count'?: number;
  readonly value: readonly Row[];
}

/** A row of a page. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/** Follows nextLinks to the end. */
export async function allPages(
  call: GraphCaller,
  first: string,
): Promise<{ pages: Page[]; rows: Row[]; deltaLink: string }> {
  const pages: Page[] = [];
  for (
    let link: string | undefined = first;
    link !== undefined;
    link = pages.at(-1)?.['@odata.nextLink']
  ) {
    const { status, body } = await call('GET', link);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    pages.push(body as unknown as Page);
  }
  return {
    pages,
    rows: pages.flatMap((page) => page.value),
    deltaLink: pages.at(-1)?.['@odata.deltaLink'] ?? '',
  };
}
