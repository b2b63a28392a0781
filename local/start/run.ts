import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { resultCode, SQLITE_BUSY } from '../../api/adapters/sqlite/faults.ts';
import { lockFor } from '../../api/adapters/sqlite/lock.ts';
import { AppError } from '../../api/kernel/errors.ts';
import { createLocalCloud, type LocalCloud } from '../cloud.ts';
import { demoInstallation } from '../demo/installation.ts';
import { startHostPage, type HostPage } from '../host/host-page.ts';
import { ouladInstallation } from '../oulad/installation.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { startApi, type ApiProcess, type End } from './api-process.ts';
import { codeOf, Fault } from './fault.ts';
import { readFigures, tableOf } from './figures.ts';
import type { Installation } from './installation.ts';
import { readSettings, type StartSettings } from './settings.ts';
import { buildTab } from './tab.ts';

/** Starts everything on this machine, says where it is, and stops it all on Ctrl-C. */
export async function start(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const ends: End[] = [];
  const leaving = new AbortController();
  const leave = async (status: number): Promise<void> => {
    if (leaving.signal.aborted) return;
    leaving.abort();
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
    process.exit(status);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void leave(0));
  }
  try {
    const api = await bringUp(readSettings(args, env), ends);
    fault(await api.ended);
  } catch (error) {
    // What fails because everything is being stopped is not worth a word.
    if (leaving.signal.aborted) return;
    console.error(error instanceof Fault ? error.message : error);
    await leave(1);
  }
}

async function bringUp(settings: StartSettings, ends: End[]): Promise<ApiProcess> {
  const { dataDir, ouladFolder, port, hostPagePort } = settings;
  const installation =
    ouladFolder === null ? demoInstallation : await ouladInstallation(dataDir, ouladFolder);
  ends.push(lockData(dataDir));
  await onPort('PORT', port, () => tryPort(port));
  await onPort('HOST_PAGE_PORT', hostPagePort, () => tryPort(hostPagePort));
  if (settings.tabOrigin === null) await buildTab(() => console.log('Building the tab …'));
  const cloud = await startCloud(settings, installation);
  ends.push(() => cloud.close());
  const { mailSender } = cloud;
  const operatorTenantId = cloud.personas.fact('operator').tenantId;
  const botTenantId = cloud.connector.registeredIn;
  const localCloudOrigin = cloud.origin;
  const api = { dataDir, localCloudOrigin, mailSender, botTenantId, operatorTenantId };
  const isListening = (origin: string): void => {
    cloud.connector.delivery.listensAt(`${origin}/api/messages`);
    cloud.fastSpring.webhooks.listensAt(`${origin}/webhooks/fastspring`);
  };
  const made = join(dataDir, `${installation.name}-made`);
  if (!existsSync(made)) {
    const process = await startApi({ ...api, port: 0 }, ends);
    isListening(process.origin);
    await fill(installation, cloud, process);
    writeFileSync(made, '');
  }
  const process = await startApi({ ...api, port }, ends);
  isListening(process.origin);
  const hostPage = await startPage(settings, process.origin, cloud.origin);
  ends.push(() => hostPage.close());
  await ready(process.origin);
  const figures = await readFigures(createApiClient(process.origin, cloud, 'owner'));
  console.log(`\n${tableOf(figures)}\n`);
  console.log(addresses(hostPage.origin, process.origin, cloud.origin));
  return process;
}

/**
 * Puts everything in, through an API that answers elsewhere: where the API is to answer, nothing does until all is
 * there. A stop in the middle is made good by the next start.
 */
async function fill(
  installation: Installation,
  cloud: LocalCloud,
  process: ApiProcess,
): Promise<void> {
  const api = createApiClient(process.origin, cloud, 'owner');
  await signIn(process.origin, cloud);
  await synced(api);
  await Promise.race([installation.fill(api, cloud), process.ended.then(fault)]);
  await process.stop();
}

const fault = (reason: string): never => {
  throw new Fault(reason);
};

/** Keeps a second start away from the data. @throws Fault that names DATA_DIR where its folder cannot be had */
function lockData(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true });
    return lockFor(join(dataDir, 'start'));
  } catch (cause) {
    if (cause instanceof AppError && resultCode(cause.cause) === SQLITE_BUSY) {
      throw new Fault(
        `Another start uses the data in ${dataDir}. Stop that one first, or set DATA_DIR to another folder.`,
        { cause },
      );
    }
    throw new Fault(
      `The data cannot be kept in ${dataDir}. Check that it is a folder and that you may write there, or set DATA_DIR to another one.`,
      { cause },
    );
  }
}

async function startCloud(
  { localCloudPort, dataDir }: StartSettings,
  installation: Installation,
): Promise<LocalCloud> {
  return onPort('LOCAL_CLOUD_PORT', localCloudPort, () =>
    createLocalCloud({
      port: localCloudPort,
      dataFile: join(dataDir, 'local-cloud.jsonl'),
      ...installation.cloud,
    }),
  );
}

const startPage = (
  { hostPagePort, tabOrigin }: StartSettings,
  apiOrigin: string,
  cloudOrigin: string,
): Promise<HostPage> =>
  onPort('HOST_PAGE_PORT', hostPagePort, () =>
    startHostPage(hostPagePort, { tabOrigin: tabOrigin ?? apiOrigin, cloudOrigin }),
  );

/** Starts what listens on a port, and says in one line where that is taken. */
async function onPort<T>(variable: string, port: number, begin: () => Promise<T>): Promise<T> {
  try {
    return await begin();
  } catch (cause) {
    if (codeOf(cause) !== 'EADDRINUSE') throw cause;
    throw new Fault(
      `The port ${port} of 127.0.0.1 is taken. Stop what uses it, or set ${variable} to a free one.`,
      { cause },
    );
  }
}

/** The first sign-in of an administrator sets a tenant up. */
async function signIn(origin: string, cloud: LocalCloud): Promise<void> {
  for (const persona of ['owner', 'peerAdmin'] as const) {
    await createApiClient(origin, cloud, persona).get('/api/me');
  }
}

/** Waits until the directory has been read. */
async function synced(api: ApiClient): Promise<void> {
  console.log('Reading the directory …');
  for (;;) {
    const sync = await api.get<{ lastSuccessAt: string | null }>('/api/directory/sync');
    if (sync.lastSuccessAt !== null) return;
    await wait(200);
  }
}

/** Waits until the API says so itself: after a long pause the directory is read again first. */
async function ready(origin: string): Promise<void> {
  while (!(await fetch(`${origin}/ready`)).ok) await wait(200);
}

/** Takes the port and gives it back. */
async function tryPort(port: number): Promise<void> {
  const probe = createServer().listen(port, '127.0.0.1');
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

const addresses = (
  page: string,
  api: string,
  cloud: string,
): string => `Headcount is ready. Ctrl-C stops it.

  Open this       ${page}
                  Headcount as Microsoft Teams shows it, for each person, theme and language

  API             ${api}/api/openapi.json
  Health, ready   ${api}/health  ${api}/ready
  Local cloud     ${cloud}/personas
  Messages, mails ${cloud}/outbox
  A token         curl -X POST ${cloud}/personas/owner/token -H 'Content-Type: application/json' -d '{}'`;
