import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CLIENT_ID, CLIENT_SECRET } from '../entra/app.ts';
import { Fault } from './fault.ts';

/** The API as a process of its own. */
export interface ApiProcess {
  readonly origin: string;
  readonly pid: number;
  /** Fulfils when the process has ended, with why, as far as it told. */
  readonly ended: Promise<string>;
  /** Ends it in good order. */
  stop(): Promise<void>;
}

/** What the API is started with. */
export interface ApiSettings {
  readonly port: number;
  readonly dataDir: string;
  readonly localCloudOrigin: string;
  /** `/ready` answers 200 only once this file is there. */
  readonly readyAfterFile: string;
}

const MAIN = fileURLToPath(new URL('../../api/main.ts', import.meta.url));
const END_WITH_PARENT = new URL('end-with-parent.js', import.meta.url).href;

/**
 * Starts the API and waits until it answers. Its log goes to `headcount.log` in the data folder.
 * @throws Fault with the API's own words where it cannot start
 */
export async function startApi(settings: ApiSettings): Promise<ApiProcess> {
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, MAIN], {
    env: {
      ...process.env,
      PORT: String(settings.port),
      DATA_DIR: settings.dataDir,
      LOCAL_CLOUD_ORIGIN: settings.localCloudOrigin,
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      READY_AFTER_FILE: settings.readyAfterFile,
      LOG_LEVEL: process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { ready, ended } = listenTo(child, join(settings.dataDir, 'headcount.log'));
  const reason = await Promise.race([ended, ready]);
  if (reason !== null) throw new Fault(reason);
  return {
    origin: `http://127.0.0.1:${settings.port}`,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What the process says of itself: that it answers, and at its end the last fault that it told. */
interface Told {
  readonly ready: Promise<null>;
  readonly ended: Promise<string>;
}

/** Keeps what the process says in the log file, and listens. */
function listenTo(child: ChildProcess, logFile: string): Told {
  const log = createWriteStream(logFile, { flags: 'a' });
  let fault = `The API has ended; ${logFile} says why.`;
  let isReady = (): void => undefined;
  const ready = new Promise<null>((resolve) => (isReady = () => resolve(null)));
  for (const output of [child.stdout, child.stderr]) {
    if (output === null) continue;
    createInterface({ input: output }).on('line', (line) => {
      log.write(`${line}\n`);
      const { level, msg } = parsed(line);
      if (level === 'error' && msg !== undefined) fault = msg;
      if (level === 'info' && msg === 'ready') isReady();
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => log.end(() => resolve(fault)));
  });
  return { ready, ended };
}

/** A line of the log; other output says nothing here. */
function parsed(line: string): { readonly level?: string; readonly msg?: string } {
  try {
    return JSON.parse(line) as { level?: string; msg?: string };
  } catch {
    return {};
  }
}
