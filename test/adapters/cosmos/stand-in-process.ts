import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** The stand-in's program. */
export const STAND_IN = join(import.meta.dirname, '../../../local/cosmos/main.ts');

/** The stand-in as a process of its own. */
export interface StandInProcess {
  readonly child: ChildProcess;
  readonly endpoint: string;
}

/** Starts it over a folder and waits until it answers. Whoever starts it kills it. */
export async function startStandIn(data: string, port = '0'): Promise<StandInProcess> {
  const child = spawn(process.execPath, [STAND_IN, '--port', port, '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('The stand-in ended at its start.')));
  });
  return { child, endpoint };
}

/** Kills a process outright and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
