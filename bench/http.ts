import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalCloud } from '../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../local/entra/app.ts';
import { measure, medianOf } from './http/load.ts';

const CONNECTIONS = 16;
const ROUNDS = 7;
const ROUND_MS = 2_000;

interface Ports {
  readonly api: number;
  readonly constant: number;
}

/**
 * `GET /api/subscription` against a bare Express app with the same middleware (token verification, security headers, rate limit,
 * log) that answers a constant: requests a second, in turns, so that both see the same machine. More is better.
 */
export default async function run(): Promise<void> {
  const cloud = await createLocalCloud();
  const folder = await mkdtemp(join(tmpdir(), 'bench-http-'));
  const child = fork(new URL('./http/server.ts', import.meta.url), {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: folder,
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      LOCAL_CLOUD_ORIGIN: cloud.origin,
    },
  });
  try {
    const [ports] = (await once(child, 'message')) as [Ports];
    const token = await cloud.tokenFor('owner');
    const ask = (port: number, path: string, durationMs: number) =>
      measure({ port, path, token, connections: CONNECTIONS, durationMs });
    const api = (durationMs: number) => ask(ports.api, '/api/subscription', durationMs);
    const constant = (durationMs: number) => ask(ports.constant, '/constant', durationMs);

    await api(ROUND_MS);
    await constant(ROUND_MS);
    const ratios: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const theirs = await constant(ROUND_MS);
      const ours = await api(ROUND_MS);
      ratios.push(ours.perSecond / theirs.perSecond);
      console.log(
        `round ${round}: subscription ${ours.perSecond.toFixed(0)}/s (median ${ours.medianMs.toFixed(2)} ms), constant ${theirs.perSecond.toFixed(0)}/s (median ${theirs.medianMs.toFixed(2)} ms)`,
      );
    }
    ratios.sort((a, b) => a - b);
    console.log(
      'requests a second, subscription over constant: more is better, at least 0.7 is asked',
    );
    console.log(`ratio: ${medianOf(ratios).toFixed(3)}`);
  } finally {
    child.kill();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}
