import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from '../api/subscriptions/rules.ts';
import { createLocalCloud } from '../local/cloud.ts';
import { measure } from './http/load.ts';
import { fill } from './http/people.ts';
import { serveFrom } from './http/processes.ts';
import { medianOf } from './measuring.ts';

const FEW = 10_000;
const MANY = 1_000_000;
const WARM_UP_MS = 2_000;
const ROUNDS = 40;
const ROUND_MS = 200;

/**
 * `GET /api/subscription` of a tenant with 1,000,000 learners against one with 10,000: the median time of a request over one
 * connection, in short turns. Nearer to 1 is better: what a person sees must not depend on how many there are.
 */
export default async function run(): Promise<void> {
  const cloud = await createLocalCloud();
  const folder = await mkdtemp(join(tmpdir(), 'bench-growth-'));
  const token = await cloud.tokenFor('owner');
  const { tenantId, objectId } = cloud.personas.fact('owner');
  const owner: Identity = {
    tenantId,
    personId: objectId,
    displayName: 'Owner',
    userName: 'owner@bench.example',
    tokenRoles: new Set(['globalAdmin']),
    application: false,
  };

  const started = await Promise.all(
    [FEW, MANY].map(async (learners) => {
      const dataDir = join(folder, String(learners));
      const startMs = performance.now();
      await fill(join(dataDir, 'headcount.db'), owner, learners);
      const tookSeconds = (performance.now() - startMs) / 1_000;
      console.log(`${learners} learners written in ${tookSeconds.toFixed(0)} s`);
      return serveFrom(dataDir, cloud);
    }),
  );
  try {
    const [few, many] = started.map(({ ports }) => async (durationMs: number) => {
      const load = { port: ports.api, path: '/api/subscription', token, connections: 1 };
      return (await measure({ ...load, durationMs })).medianMs;
    });
    if (few === undefined || many === undefined) return;
    await few(WARM_UP_MS);
    await many(WARM_UP_MS);
    const rounds: { readonly few: number; readonly many: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ few: await few(ROUND_MS), many: await many(ROUND_MS) });
    }
    console.log(`${FEW} learners: ${medianOf(rounds.map((one) => one.few)).toFixed(3)} ms`);
    console.log(`${MANY} learners: ${medianOf(rounds.map((one) => one.many)).toFixed(3)} ms`);
    console.log('median time of a request, many over few: less is better, at most 1.2 is asked');
    console.log(`ratio: ${medianOf(rounds.map((one) => one.many / one.few)).toFixed(3)}`);
  } finally {
    for (const { child } of started) child.kill();
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}
