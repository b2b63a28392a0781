import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../local/entra/app.ts';

/** A started program, and the lines that it has logged. */
interface Program {
  readonly child: ChildProcess;
  readonly lines: Record<string, unknown>[];
  /** The first line with that message. */
  line(msg: RegExp): Promise<Record<string, unknown>>;
  readonly ended: Promise<number | null>;
}

let cloud: LocalCloud;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  cloud = await createLocalCloud();
  folder = await mkdtemp(join(tmpdir(), 'main-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, ['api/main.ts'], {
    env: {
      PATH: process.env['PATH'],
      AZURE_CLIENT_ID: CLIENT_ID,
      AZURE_CLIENT_SECRET: CLIENT_SECRET,
      LOCAL_CLOUD_ORIGIN: cloud.origin,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: Record<string, unknown>[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((part) => JSON.parse(part) as Record<string, unknown>));
    for (const listener of listeners) listener();
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = (msg: RegExp): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((one) => msg.test(String(one['msg'])));
        if (found !== undefined) resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`It ended without ${msg}: ${JSON.stringify(lines)}`)));
    });
  return { child, lines, line, ended };
}

describe('the program', () => {
  test('tells every wrong setting in a line of its own and ends with status 1', async () => {
    const program = start({ PORT: 'x', AZURE_CLIENT_ID: '' });
    expect(await program.ended).toBe(1);
    expect(program.lines.map(({ level, setting }) => [level, setting])).toEqual([
      ['error', 'PORT'],
      ['error', 'AZURE_CLIENT_ID'],
    ]);
  });

  test('says in one line that its port is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const program = start({ PORT: String(port), DATA_DIR: join(folder, 'other') });
    expect(await program.ended).toBe(1);
    blocker.close();
    expect(program.lines.filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({
        msg: expect.stringContaining(`port ${port} of 127.0.0.1 is taken`),
      }),
    ]);
  });

  test('is ready in one line, keeps its data folder to itself, and stops cleanly', async () => {
    const program = start({});
    const { port, roles } = await program.line(/^ready$/);
    expect(roles).toEqual(['web', 'work']);
    const second = start({});
    expect(await second.ended).toBe(1);
    expect(second.lines).toEqual([
      expect.objectContaining({ level: 'error', msg: expect.stringContaining('another process') }),
    ]);

    const token = await cloud.tokenFor('owner');
    const headers = { Authorization: `Bearer ${token}` };
    const origin = `http://127.0.0.1:${String(port)}`;
    expect((await fetch(`${origin}/api/me`, { headers })).status).toBe(200);

    // A body whose end comes only after the signal: the request that is under way is still answered.
    let end = (): void => undefined;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{"name":'));
        end = () => {
          controller.enqueue(Buffer.from('"Safety"}'));
          controller.close();
        };
      },
    });
    const slow = fetch(`${origin}/api/catalogs`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    program.child.kill('SIGTERM');
    await program.line(/^stopping$/);
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
    end();
    expect((await slow).status).toBe(201);
    expect(await program.ended).toBe(0);
    expect(program.lines.at(-1)).toMatchObject({ msg: 'stopped' });
  });
});
