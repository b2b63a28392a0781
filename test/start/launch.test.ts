import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const START = fileURLToPath(new URL('../../local/start.ts', import.meta.url));

let dataDir: string;
let env: Record<string, string>;
let running: Started[];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'headcount-'));
  const [port, cloud, page] = await freePorts(3);
  env = {
    ...{
      DATA_DIR: dataDir,
      PORT: `${port}`,
      LOCAL_CLOUD_PORT: `${cloud}`,
      HOST_PAGE_PORT: `${page}`,
    },
    // Nobody looks at the tab here, so it need not be built.
    TAB_ORIGIN: `http://127.0.0.1:${port}`,
  };
  running = [];
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGINT');
    await ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** A start: what it has said so far, and at its end all of it and its exit code. */
interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<{ readonly said: string; readonly code: number | null }>;
}

function start(more: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['--no-warnings', START], {
    env: { ...process.env, ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const ended = once(child, 'close').then(() => ({ said, code: child.exitCode }));
  const started = { child, said: () => said, ended };
  running.push(started);
  return started;
}

const answers = (path: string): Promise<number | null> =>
  fetch(`http://127.0.0.1:${env['PORT'] ?? ''}${path}`).then(
    ({ status }) => status,
    () => null,
  );

const figuresIn = (said: string): string | undefined => /^Tenant .*$/m.exec(said)?.[0];

/** Waits for the first answer of `/ready`, and gives it: there is none before everything is there. */
async function firstReady(): Promise<number> {
  for (;;) {
    const status = await answers('/ready');
    if (status !== null) return status;
    await wait(50);
  }
}

test('a start makes the demo once, keeps others away from its data, and Ctrl-C stops it all', async () => {
  const first = start();
  expect(await firstReady()).toBe(200);
  const other = await start({ PORT: '1', LOCAL_CLOUD_PORT: '2' }).ended;
  expect(other).toMatchObject({ code: 1, said: expect.stringContaining(dataDir) });
  const { said, code } = await stopOnceReady(first);
  expect(code).toBe(0);
  expect(said).toContain('Making the catalog');
  expect(await answers('/health')).toBeNull();

  const again = await stopOnceReady(start());
  expect(again.said).not.toContain('Making the catalog');
  expect(figuresIn(again.said)).toBe(figuresIn(said));
});

test('a start whose data can be kept nowhere says so in one line, which names the folder', async () => {
  const file = join(dataDir, 'a-file');
  writeFileSync(file, '');
  for (const folder of [file, join(file, 'in-it')]) {
    const { said, code } = await start({ DATA_DIR: folder }).ended;
    expect({ code, lines: said.trim().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringContaining(`${folder}. Check that it is a folder`)],
    });
  }
});

test('a start that is killed takes the API with it, and the next one finishes the demo', async () => {
  const first = start();
  await until(first, 'Leadership');
  first.child.kill('SIGKILL');
  await first.ended;
  const { said } = await stopOnceReady(start());
  expect(figuresIn(said)).toMatch(/^Tenant +250 +528$/);
});

test.each(['PORT', 'LOCAL_CLOUD_PORT', 'HOST_PAGE_PORT'])(
  'a taken %s is told in one line with the variable to set',
  async (variable) => {
    const port = Number(env[variable]);
    const taken = createServer().listen(port, '127.0.0.1');
    await once(taken, 'listening');
    const { said, code } = await start().ended;
    taken.close();
    expect(said.trim()).toBe(
      `The port ${port} of 127.0.0.1 is taken. Stop what uses it, or set ${variable} to a free one.`,
    );
    expect(code).toBe(1);
  },
);

/** Waits until a start has said something. */
async function until(started: Started, words: string): Promise<void> {
  while (!started.said().includes(words) && started.child.exitCode === null) await wait(50);
}

/** Lets a start come to its end, then stops it by Ctrl-C. */
async function stopOnceReady(started: Started): Promise<Awaited<Started['ended']>> {
  await until(started, 'Headcount is ready.');
  started.child.kill('SIGINT');
  return started.ended;
}
