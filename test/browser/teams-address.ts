import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  createHostPage,
  type HostPage,
  type HostPageSettings,
} from '../../local/host/host-page.ts';
import { selfSigned } from './certificate.ts';

/** The host page at the address of Teams itself, for a browser that is told to look for it here. */
export interface TeamsAddress extends HostPage {
  /** What the browser is started with. */
  readonly browserArgs: readonly string[];
}

const TEAMS = 'teams.microsoft.com';

/** An address whose pages may not frame the tab; the same host page is there. */
export const ELSEWHERE = 'elsewhere.example';

/** Serves the host page as https://teams.microsoft.com: the real origin, which the tab knows as its host. */
export async function startAtTeamsAddress(settings: HostPageSettings): Promise<TeamsAddress> {
  const server = createServer(selfSigned(), createHostPage(settings));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${TEAMS}`,
    browserArgs: [
      `--host-resolver-rules=${[TEAMS, ELSEWHERE].map((name) => `MAP ${name}:443 127.0.0.1:${port}`).join()}`,
      '--ignore-certificate-errors',
    ],
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
