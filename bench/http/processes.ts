import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { LocalCloud } from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';

/** Where the servers answer. */
interface Ports {
  readonly api: number;
  readonly constant: number;
}

const PROGRAM = new URL('./api-and-constant.ts', import.meta.url);

/** Starts the servers on a data folder, in a process of their own. */
export async function serveFrom(
  dataDir: string,
  cloud: LocalCloud,
): Promise<{ readonly child: ChildProcess; readonly ports: Ports }> {
  const child = fork(PROGRAM, {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      LOCAL_CLOUD_ORIGIN: cloud.origin,
      // The directory knows nobody of a bench's people, and is not asked.
      HEADCOUNT_ROLES: 'web',
    },
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The servers ended before they were up.');
  });
  const [ports] = (await Promise.race([once(child, 'message'), ended])) as [Ports];
  ended.catch(() => undefined);
  return { child, ports };
}
