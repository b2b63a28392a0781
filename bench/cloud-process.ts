import { spawn } from 'node:child_process';
import { HOME_TENANT_ID } from '../local/cloud.ts';
import type { TenantOptions } from '../local/tenants/options.ts';

/** The local cloud in a process of its own. */
export interface CloudProcess {
  readonly origin: string;
  readonly stop: () => void;
}

/** The demo's tenant with so many seeded users. */
export const contosoOf = (users: number): TenantOptions => ({
  ...{ id: HOME_TENANT_ID, name: 'Contoso', users, groups: 0 },
});

/** Starts it with these tenants. */
export async function startCloud(tenants: readonly TenantOptions[]): Promise<CloudProcess> {
  const main = new URL('../local/main.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    ['--no-warnings', main, '--port', '0', '--tenants', JSON.stringify(tenants)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const origin = await new Promise<string>((found, failed) => {
    child.once('exit', (code) => failed(new Error(`The local cloud ended with ${code ?? 0}.`)));
    child.stdout.on('data', (text: Buffer) => {
      const [address] = /http:\/\/\S+/.exec(text.toString()) ?? [];
      if (address !== undefined) found(address);
    });
  });
  return { origin, stop: () => void child.kill() };
}
