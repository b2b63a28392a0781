import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { TENANT } from './clients.ts';

const MAIN = fileURLToPath(new URL('../../local/main.ts', import.meta.url));

describe('the command', () => {
  test('starts the local cloud with the tenants asked for, says where, and ends when told to', async () => {
    const tenants = JSON.stringify([{ id: TENANT, name: 'Contoso', users: 5 }]);
    const cloud = spawn(process.execPath, [MAIN, '--port', '0', '--tenants', tenants], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(cloud.stdout, 'data')) as [Buffer];
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line.toString()) ?? [];
    const answer = await fetch(`${origin ?? ''}/tenants/${TENANT}`);
    // Five seeded users and all eight personas, who have no other tenant to go to.
    expect(await answer.json()).toMatchObject({ name: 'Contoso', users: { live: 13 } });
    cloud.kill('SIGTERM');
    const [status] = (await once(cloud, 'exit')) as [number | null];
    expect(status).toBe(0);
  });

  test('refuses tenants that are none, naming the field', async () => {
    const cloud = spawn(
      process.execPath,
      [MAIN, '--port', '0', '--tenants', '[{"name":"Contoso"}]'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    cloud.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [status] = (await once(cloud, 'close')) as [number | null];
    expect(status).toBe(1);
    expect(said).toContain('"id"');
  });
});
