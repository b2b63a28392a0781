import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { startHostPage, type HostPage } from '../../local/host/host-page.ts';
import { buildTab, isSource } from '../../local/start/tab.ts';
import { startWorld } from '../world.ts';

/** A build takes some seconds, and more where others work. */
const BUILD_TIMEOUT_MS = 180_000;

const TAB_ORIGIN = 'http://127.0.0.1:5173';
const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let cloud: LocalCloud;
let hostPage: HostPage;
beforeAll(async () => {
  cloud = await createLocalCloud();
  hostPage = await startHostPage(0, { tabOrigin: TAB_ORIGIN, cloudOrigin: cloud.origin });
});
afterAll(async () => {
  await hostPage.close();
  await cloud.close();
});

const get = (path: string): Promise<Response> => fetch(hostPage.origin + path);

describe('the host page', () => {
  test('frames the tab, wherever that is served, and nothing else', async () => {
    const page = await get('/');
    expect(page.headers.get('content-security-policy')).toContain(
      `frame-src 'self' ${TAB_ORIGIN};`,
    );
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await page.text()).toContain('<script type="module" src="./main.ts">');
    expect(await (await get('/settings.json')).json()).toEqual({ tabOrigin: TAB_ORIGIN });
  });

  test('sends its scripts without their types', async () => {
    const script = await get('/wire.ts');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    const text = await script.text();
    expect(text).toContain('export function converse');
    expect(text).not.toContain('interface');
  });

  test.each(['/nothing.ts', '/..%2fhost-page.ts', '/../host-page.ts', '/nothing'])(
    'has no %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test('knows the personas, gets their tokens and moves the clock', async () => {
    const { items } = (await (await get('/cloud/personas')).json()) as { items: object[] };
    expect(items.length).toBe(8);
    const token = await fetch(`${hostPage.origin}/cloud/personas/owner/token`, { method: 'POST' });
    expect(await token.json()).toEqual({ access_token: expect.stringMatching(/^ey/) });
    const before = cloud.clock.now();
    await fetch(`${hostPage.origin}/cloud/clock`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"advance":"P2D"}',
    });
    expect(Math.round((cloud.clock.now() - before) / 3_600_000)).toBe(48);
  });

  test.each(['/cloud/faults', '/cloud/tenants', '/cloud/personas/../faults', '/cloud/requests'])(
    'passes nothing else on: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  test('shows a mail with its own looks and without any script', async () => {
    cloud.mailbox.deliver({
      from: 'headcount@contoso.onmicrosoft.com',
      to: [{ address: 'olivia.novak@contoso.onmicrosoft.com', name: 'Olivia' }],
      subject: 'Seats',
      html: '<p style="color:red">All seats are taken.</p><script>alert(1)</script>',
      headers: {},
    });
    const { mails } = (await (await get('/cloud/outbox')).json()) as { mails: { id: string }[] };
    const shown = await get(`/mails/${mails[0]?.id ?? ''}`);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('All seats are taken.');
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect(policy).toContain('sandbox allow-same-origin');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script/);
    expect((await get('/mails/nothing')).status).toBe(404);
  });

  test('answers on this machine alone, whatever name a stranger gives it', async () => {
    const { port } = new URL(hostPage.origin);
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers: { Host: 'elsewhere.example' } }, (answer) =>
        resolve(answer.statusCode),
      )
        .once('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe('in production', () => {
  test(
    'the tab is made of its own files, and of the contracts of the API with words of the kernel',
    async () => {
      await buildTab();
      const sources = JSON.parse(
        readFileSync(root('dist/tab/.vite/sources.json'), 'utf8'),
      ) as string[];
      expect(sources).toContain('tab/main.tsx');
      const ours = /^tab\/|^api\/kernel\/|^api\/[\w-]+\/contract(?:\.ts$|\/)/;
      expect(sources.filter((file) => !ours.test(file))).toEqual([]);
      // Whatever of them changes, the tab is built anew.
      expect(sources.filter((file) => !isSource(file))).toEqual([]);
    },
    BUILD_TIMEOUT_MS,
  );

  test(
    'nothing of the host page and the local cloud is in a file of it',
    async () => {
      await buildTab();
      const assets = root('dist/tab/assets');
      const scripts = (await readdir(assets)).filter((file) => file.endsWith('.js'));
      const texts = await Promise.all(scripts.map((file) => readFile(join(assets, file), 'utf8')));
      const LOCAL = /\/cloud\/|personas|settings\.json|local-host-page|127\.0\.0\.1:\d/;
      expect(texts.map((text) => LOCAL.exec(text)?.[0]).filter(Boolean)).toEqual([]);
    },
    BUILD_TIMEOUT_MS,
  );

  test('the API serves none of it', async () => {
    await buildTab();
    const world = await startWorld({ setUp: false, tab: true });
    const pages = ['/main.ts', '/host.css', '/settings.json', '/cloud/personas', '/personas'];
    const statuses = await Promise.all(
      pages.map(async (path) => (await fetch(world.origin + path)).status),
    );
    await world.stop();
    expect(statuses).toEqual(pages.map(() => 404));
  });
});
