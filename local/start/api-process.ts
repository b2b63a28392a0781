import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LocalCloud } from '../cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../entra/app.ts';
import { FASTSPRING_ENV } from '../fastspring/settings.ts';
import { Fault } from './fault.ts';

/** Ends something that was begun. */
export type End = () => Promise<void> | void;

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
  /** 0 for any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly localCloudOrigin: string;
  /** From where mails go out; none do where it is left out. */
  readonly mailSender?: LocalCloud['mailSender'];
  /** The tenant in which the bot is registered; there is none where it is left out. */
  readonly botTenantId?: string;
  /** The tenant of the persona `operator`. */
  readonly operatorTenantId?: string;
}

/** Whom the demo's texts name for more seats. */
const SEATS_CONTACT = 'licenses@headcount.example';
/** Where the demo's purchase orders go. */
const SALES_CONTACT = 'sales@headcount.example';

const MAIN = fileURLToPath(new URL('../../api/main.ts', import.meta.url));
const END_WITH_PARENT = new URL('end-with-parent.js', import.meta.url).href;
/** Of what is soon forgotten, V8 lets no more than this lie around (docs/operations.md). */
const BOUNDED_MEMORY = '--max-semi-space-size=8';

/**
 * Starts the API and waits until it answers. Its log goes to `headcount.log` in the data folder.
 * @param ends gets what ends it, also while it is still starting
 * @throws Fault with the API's own words where it cannot start
 */
export async function startApi(settings: ApiSettings, ends: End[] = []): Promise<ApiProcess> {
  const child = spawn(process.execPath, [BOUNDED_MEMORY, '--import', END_WITH_PARENT, MAIN], {
    env: {
      ...process.env,
      PORT: String(settings.port),
      DATA_DIR: settings.dataDir,
      LOCAL_CLOUD_ORIGIN: settings.localCloudOrigin,
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      // The host page stands in for Teams, under this id.
      TEAMS_APP_ID: CLIENT_ID,
      ...(settings.botTenantId === undefined
        ? {}
        : { BOT_ID: CLIENT_ID, BOT_TENANT: settings.botTenantId }),
      OPERATOR_TENANT: settings.operatorTenantId,
      MAIL_SENDER: settings.mailSender?.mailbox,
      MAIL_SENDER_TENANT: settings.mailSender?.tenantId,
      SEATS_CONTACT: process.env['SEATS_CONTACT'] ?? SEATS_CONTACT,
      SALES_CONTACT: process.env['SALES_CONTACT'] ?? SALES_CONTACT,
      ...FASTSPRING_ENV,
      LOG_LEVEL: process.env['LOG_LEVEL'] === 'debug' ? 'debug' : 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { ready, ended } = listenTo(child, join(settings.dataDir, 'headcount.log'));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  ends.push(stop);
  const heard = await Promise.race([ended, ready]);
  if (typeof heard === 'string') throw new Fault(heard);
  return { origin: `http://127.0.0.1:${heard}`, pid: child.pid ?? 0, ended, stop };
}

/** What the process says of itself: the port on which it answers, and at its end the last fault that it told. */
interface Told {
  readonly ready: Promise<number>;
  readonly ended: Promise<string>;
}

/** Keeps what the process says in the log file, and listens. */
function listenTo(child: ChildProcess, logFile: string): Told {
  const log = createWriteStream(logFile, { flags: 'a' });
  let fault = `The API has ended; ${logFile} says why.`;
  const ready = Promise.withResolvers<number>();
  for (const output of [child.stdout, child.stderr]) {
    if (output === null) continue;
    createInterface({ input: output }).on('line', (line) => {
      log.write(`${line}\n`);
      const { level, msg, port } = parsed(line);
      if (level === 'error' && msg !== undefined) fault = msg;
      if (level === 'info' && msg === 'ready' && port !== undefined) ready.resolve(port);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => log.end(() => resolve(fault)));
  });
  return { ready: ready.promise, ended };
}

interface LogLine {
  readonly level?: string;
  readonly msg?: string;
  readonly port?: number;
}

/** A line of the log; other output says nothing here. */
function parsed(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return {};
  }
}
