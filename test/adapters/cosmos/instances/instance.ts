import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { CLIENT_ID, CLIENT_SECRET } from '../../../../local/entra/app.ts';
import { kill } from '../stand-in-process.ts';

const MAIN = join(import.meta.dirname, '../../../../api/main.ts');

/** A process of the service among others on one store; it can be killed and started again. */
export interface Instance {
  /** Where it answers; another port after each start. */
  origin(): string;
  /** Whether it answers, as far as is known. */
  isUp(): boolean;
  /** Starts it and waits until it is ready. */
  start(): Promise<void>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** What it said at level error, over all its lives. */
  readonly errors: readonly string[];
}

interface LogLine {
  readonly level?: string;
  readonly msg?: string;
  readonly port?: number;
}

/** An instance with these settings beside those that all have. */
export function createInstance(env: Readonly<Record<string, string>>): Instance {
  let child: ChildProcess | null = null;
  let port = 0;
  const errors: string[] = [];

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        AZURE_CLIENT_ID: CLIENT_ID,
        AZURE_CLIENT_SECRET: CLIENT_SECRET,
        HEADCOUNT_STORE: 'cosmos',
        PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    port = await new Promise<number>((resolve, reject) => {
      createInterface({ input: started.stdout }).on('line', (text) => {
        const line = JSON.parse(text) as LogLine;
        if (line.level === 'error') errors.push(text);
        if (line.msg === 'ready' && line.port !== undefined) resolve(line.port);
      });
      started.once('exit', () => reject(new Error(`It did not start: ${errors.join('\n')}`)));
    });
    child = started;
  };

  return {
    origin: () => `http://127.0.0.1:${port}`,
    isUp: () => child !== null,
    start,
    async kill() {
      const dying = child;
      child = null;
      if (dying !== null) await kill(dying);
    },
    errors,
  };
}
