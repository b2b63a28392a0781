import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLocalCloud, type LocalCloud } from '../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../local/entra/app.ts';
import { fill, tenantIds } from './notify/stage.ts';

/** What is configured, and half of what the platform takes. */
const PER_SECOND = 25;
/** So long the connector takes over each message. */
const LATENCY_MS = 40;
const SECONDS = 20;
const TENANTS = 20;
const CONNECTOR = 'smba.trafficmanager.net';
const MAIN = new URL('../api/main.ts', import.meta.url);

interface Sent {
  readonly perSecond: number;
  readonly messages: number;
  readonly mostInOneSecond: number;
  readonly excesses: number;
}

/**
 * Notices to people who have the app, handed out by a whole Headcount in a process of its own, from the first message
 * that the connector takes to the last one: the rate of one tenant against what is configured, and that of 20 tenants
 * at once against that of one.
 */
export default async function run(): Promise<void> {
  const one = await send(1);
  const all = await send(TENANTS);
  for (const [name, sent] of Object.entries({ 'one tenant': one, [`${TENANTS} tenants`]: all })) {
    const { perSecond, messages, mostInOneSecond, excesses } = sent;
    console.log(
      `${name}: ${messages} messages, ${perSecond.toFixed(1)} a second, at most ${mostInOneSecond} in any second of a tenant, ${excesses} over the platform's limits`,
    );
  }
  console.log(`${TENANTS} tenants over one: higher is better, at least 18 is asked`);
  console.log(`tenants: ${(all.perSecond / one.perSecond).toFixed(2)}`);
  console.log('one tenant over what is configured: higher is better, at least 0.95 is asked');
  console.log(`ratio: ${(one.perSecond / PER_SECOND).toFixed(3)}`);
}

async function send(tenants: number): Promise<Sent> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'headcount-bench-'));
  const ids = tenantIds(tenants);
  const people = PER_SECOND * SECONDS;
  const cloud = await createLocalCloud({
    tenants: ids.map((id, nth) => ({ id, name: `Bench ${nth}`, users: 2 * people, groups: 0 })),
  });
  try {
    await fill(folder, cloud, ids, people);
    cloud.faults.add({
      ...{ host: CONNECTOR, method: 'POST', when: 'after', delayMs: LATENCY_MS },
      times: ids.length * people,
    });
    const child = fork(MAIN, { env: environment(cloud, folder), stdio: 'ignore' });
    const ended = once(child, 'exit');
    await until(() => cloud.connector.messages.all().length >= ids.length * people);
    child.kill('SIGTERM');
    await ended;
    return seen(cloud);
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const environment = (cloud: LocalCloud, folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...{ PORT: '0', DATA_DIR: folder, HEADCOUNT_ROLES: 'work', LOG_LEVEL: 'error' },
  ...{ AZURE_CLIENT_ID: CLIENT_ID, AZURE_CLIENT_SECRET: CLIENT_SECRET },
  ...{ BOT_ID: CLIENT_ID, BOT_TENANT: tenantIds(1)[0], BOT_RATE: String(PER_SECOND) },
  LOCAL_CLOUD_ORIGIN: cloud.origin,
});

/** What the connector saw. */
function seen(cloud: LocalCloud): Sent {
  const instants = cloud.connector.messages.all().map(({ at }) => Date.parse(at));
  const lastedMs = Math.max(...instants) - Math.min(...instants);
  const peaks = cloud.connector.limits.peaks();
  return {
    perSecond: ((instants.length - 1) * 1_000) / lastedMs,
    messages: instants.length,
    mostInOneSecond: Math.max(...peaks.map((peak) => peak.mostInOneSecond)),
    excesses: cloud.connector.limits.exceeded().length,
  };
}

async function until(so: () => boolean): Promise<void> {
  const givesUpAtMs = Date.now() + 4 * SECONDS * 1_000;
  while (!so()) {
    if (Date.now() > givesUpAtMs) throw new Error('The notices did not go out.');
    await wait(50);
  }
}
