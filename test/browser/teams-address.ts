import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createHostPage, type HostPage } from '../../local/host/host-page.ts';
import { selfSigned } from './certificate.ts';
import type { Names } from './outside.ts';

/** The host page at the address of Teams itself, for a browser that is told to look for it here. */
export interface TeamsAddress extends HostPage {
  /** Where the tab is then: at an address of its own on the internet, as it would be. */
  readonly tabOrigin: string;
  /** The names in these addresses. */
  readonly names: Names;
}

const TEAMS = 'teams.microsoft.com';
const TAB = 'headcount.example';

/** An address whose pages may not frame the tab; the same host page is there. */
export const ELSEWHERE = 'elsewhere.example';

/** Hands a request on to where the API answers, as a proxy that ends TLS does. */
function passOn(origin: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url = '/' } = asked;
  const onward = request(new URL(url, origin), { ...(method && { method }), headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  onward.once('error', () => answer.destroy());
  asked.pipe(onward);
}

/** Serves the host page as https://teams.microsoft.com: the real origin, which the tab knows as its host. */
export async function startAtTeamsAddress(
  apiOrigin: string,
  cloudOrigin: string,
): Promise<TeamsAddress> {
  const tabOrigin = `https://${TAB}`;
  const hostPage = createHostPage({ tabOrigin, cloudOrigin });
  const server = createServer(selfSigned(), (asked, answer) => {
    if (asked.headers.host === TAB) passOn(apiOrigin, asked, answer);
    else hostPage(asked, answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${TEAMS}`,
    tabOrigin,
    names: { [TEAMS]: port, [TAB]: port, [ELSEWHERE]: port },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
