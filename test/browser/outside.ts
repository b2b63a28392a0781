import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate.ts';

/** Names that the browser finds at a port of this machine, as if each were a host with a certificate. */
export type Names = Readonly<Record<string, number>>;

/** What stands for the internet: a tab asks Microsoft for one file. */
export interface Outside {
  readonly names: Names;
  close(): Promise<void>;
}

/** teams-js asks Microsoft which hosts there are. */
const MICROSOFT = 'res.cdn.office.net';
const TEAMS_HOSTS = { validOrigins: ['teams.microsoft.com', '*.teams.microsoft.com'] };

/** Answers for Microsoft, on 127.0.0.1. */
export async function startOutside(): Promise<Outside> {
  const server = createServer(selfSigned(), (_asked, answer) => {
    answer.setHeader('Access-Control-Allow-Origin', '*');
    answer.setHeader('Content-Type', 'application/json').end(JSON.stringify(TEAMS_HOSTS));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    names: { [MICROSOFT]: port },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/**
 * What a browser is started with, so that it finds these names here and nobody outside. The browser keeps to it by itself:
 * to have its requests shown to a test, one by one, takes a fifth of the time of opening a tab.
 */
export function findingOnly(names: Names): string[] {
  const here = Object.entries(names).map(([name, port]) => `MAP ${name}:443 127.0.0.1:${port}`);
  const rules = [...here, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'];
  return [`--host-resolver-rules=${rules.join()}`, '--ignore-certificate-errors'];
}
