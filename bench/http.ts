import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalCloud } from '../local/cloud.ts';
import { measure, type Measured } from './http/load.ts';
import { serveFrom } from './http/processes.ts';
import { medianOf } from './measuring.ts';

const CONNECTIONS = 16;
const WARM_UP_MS = 3_000;
/** Short turns, one after the other, so that whatever else the machine does falls on both sides. */
const ROUNDS = 40;
const ROUND_MS = 300;

/**
 * `GET /api/subscription` against a bare Express app with the same middleware (token verification, security headers, rate limit,
 * log) that answers a constant: requests a second, in turns, so that both see the same machine. More is better.
 */
export default async function run(): Promise<void> {
  const cloud = await createLocalCloud();
  const folder = await mkdtemp(join(tmpdir(), 'bench-http-'));
  const { child, ports } = await serveFrom(folder, cloud);
  try {
    const token = await cloud.tokenFor('owner');
    const ask = (port: number, path: string, durationMs: number) =>
      measure({ port, path, token, connections: CONNECTIONS, durationMs });
    const api = (durationMs: number) => ask(ports.api, '/api/subscription', durationMs);
    const constant = (durationMs: number) => ask(ports.constant, '/constant', durationMs);

    await api(WARM_UP_MS);
    await constant(WARM_UP_MS);
    const rounds: { readonly ours: Measured; readonly theirs: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const theirs = await constant(ROUND_MS);
      rounds.push({ theirs, ours: await api(ROUND_MS) });
    }
    tell(
      'GET /api/subscription',
      rounds.map(({ ours }) => ours),
    );
    tell(
      'constant',
      rounds.map(({ theirs }) => theirs),
    );
    const ratios = rounds.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
    console.log('requests a second, ours over the constant: more is better, at least 0.7 is asked');
    console.log(`ratio: ${medianOf(ratios).toFixed(3)}`);
  } finally {
    child.kill();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function tell(name: string, all: readonly Measured[]): void {
  const perSecond = medianOf(all.map((one) => one.perSecond));
  const medianMs = medianOf(all.map((one) => one.medianMs));
  console.log(`${name}: ${perSecond.toFixed(0)} requests a second, ${medianMs.toFixed(2)} ms each`);
}
