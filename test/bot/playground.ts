import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BOT_ID } from '../../local/connector/ids.ts';
import { guidOf } from '../../local/guid.ts';
import type { PersonaFacts } from '../../local/personas.ts';

/** The Microsoft 365 Agents Playground, running. */
export interface Playground {
  /** Where its page is. */
  readonly origin: string;
  stop(): Promise<void>;
}

/** It says in so much time where it listens, or never will. */
const STARTED_WITHIN_MS = 60_000;

const CLI = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');

/** Also where a test is killed, the Playground does not stay behind. */
const END_WITH_PARENT = new URL('../../local/start/end-with-parent.js', import.meta.url).href;

/** The Playground takes no fewer colleagues. */
const COLLEAGUES = 5;

/** Who is in its Teams: the persona, in the persona's own tenant, and colleagues who do nothing. JSON is YAML. */
function contentsFor(persona: PersonaFacts): string {
  const person = (id: string, aadObjectId: string, name: string) => ({
    ...{ id, aadObjectId, name, givenName: name, surname: name },
    // Its own spelling.
    ...{ userPrincipleName: persona.userPrincipalName, email: persona.userPrincipalName },
  });
  return JSON.stringify({
    version: '0.1.1',
    tenantId: persona.tenantId,
    bot: { id: BOT_ID, name: 'Headcount' },
    currentUser: person('29:person', persona.objectId, persona.displayName),
    users: Array.from({ length: COLLEAGUES }, (_, nth) =>
      person(`29:colleague-${nth}`, guidOf(`playground/${nth}`), `Colleague ${nth}`),
    ),
    personalChat: { id: 'a:personal-chat' },
    groupChat: { id: '19:group-chat@thread.v2', name: 'Group' },
    team: {
      id: '19:team@thread.tacv2',
      name: 'Team',
      aadGroupId: guidOf('playground/team'),
      channels: [{ id: '19:channel@thread.tacv2', name: 'Channel' }],
    },
  });
}

/**
 * Starts the Playground as a process of its own, without a browser and without telemetry.
 * @param botOrigin where the bot answers
 * @param persona whose Teams it plays
 * @throws Error with what it says where it does not start
 */
export async function startPlayground(
  botOrigin: string,
  persona: PersonaFacts,
): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'headcount-playground-'));
  const contents = join(folder, 'playground.yml');
  await writeFile(contents, contentsFor(persona));
  const wish = [
    '--channel-id',
    'msteams',
    '--port',
    String(await freePort()),
    '--disable-telemetry',
  ];
  const child = spawn(
    process.execPath,
    ['--import', END_WITH_PARENT, CLI, '--app-endpoint', `${botOrigin}/api/messages`, ...wish],
    {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        TEAMSAPPTESTER_BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: contents,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  const listening = new Promise<string>((resolve) => {
    for (const output of [child.stdout, child.stderr]) {
      if (output === null) continue;
      createInterface({ input: output }).on('line', (line) => {
        said.push(line);
        const [, port] = /^Listening on (\d+)/.exec(line) ?? [];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
    }
  });
  const failed = Promise.race([
    ended.then(() => 'It ended'),
    new Promise<string>((late) =>
      setTimeout(() => late('It took too long'), STARTED_WITHIN_MS).unref(),
    ),
  ]);
  const origin = await Promise.race([listening, failed]);
  if (origin.startsWith('http')) return { origin, stop };
  await stop();
  throw new Error(`The Agents Playground did not start. ${origin}. ${said.join('\n')}`);
}

/** A port that is free now; where it is not any more, the Playground takes another and says so. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
