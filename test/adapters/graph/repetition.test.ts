import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultSpec } from '../../../local/faults.ts';
import { GRAPH, HOME, refusalOf, startSetting, type Setting } from './setting.ts';

const REQUEST = {
  notificationUrl: 'https://headcount.example/webhooks/graph',
  lifecycleUrl: 'https://headcount.example/webhooks/graph/lifecycle',
  clientState: 'secret',
  expiresAt: Date.now() + 3_600_000,
};

describe('what is tried again', () => {
  let setting: Setting;
  beforeEach(async () => {
    setting = await startSetting({ users: 5 });
  });
  afterEach(() => setting.close());

  const fault = (spec: Omit<FaultSpec, 'host'>): void => {
    setting.cloud.faults.add({ host: GRAPH, ...spec });
  };
  const struck = (): number =>
    setting.cloud.faults.list().reduce((sum, one) => sum + one.struck, 0);

  test.each<Omit<FaultSpec, 'host'>>([
    { status: 429 },
    { status: 429, headers: { 'Retry-After': '0' } },
    { status: 429, headers: { 'Retry-After': new Date().toUTCString() } },
    { status: 500 },
    { status: 502 },
    { status: 503 },
    { status: 504 },
    { reset: 'before' },
    { reset: 'after' },
    { truncateAtBytes: 20 },
  ])('a read after %j', async (spec) => {
    fault({ ...spec, times: 2 });
    const page = await setting.directory.userChanges(HOME, null);
    expect(page).toMatchObject({ outcome: 'page', complete: true });
    expect(struck()).toBe(2);
  });

  test('a Retry-After in seconds is waited for', async () => {
    fault({ status: 429, headers: { 'Retry-After': '1' } });
    const begun = performance.now();
    await setting.directory.userChanges(HOME, null);
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  test('a Retry-After that is too long is told to the caller, and no call goes out before it', async () => {
    fault({ status: 429, headers: { 'Retry-After': '120' } });
    const refusal = await refusalOf(setting.directory.userChanges(HOME, null));
    expect(refusal.code).toBe('directory-unavailable');
    expect(refusal.facts.retryAfterSeconds).toBe(120);
    const again = await refusalOf(setting.directory.userChanges(HOME, null));
    expect(again.facts.retryAfterSeconds).toBeGreaterThan(100);
    expect(setting.requests(GRAPH, '/v1.0/users/delta')).toBe(1);
  });

  test('a read that keeps failing becomes a refusal', async () => {
    fault({ status: 503, times: 100 });
    const refusal = await refusalOf(setting.directory.userChanges(HOME, null));
    expect(refusal.code).toBe('directory-unavailable');
    expect(struck()).toBe(4);
  });

  test.each<Omit<FaultSpec, 'host'>>([
    { status: 504, when: 'after' },
    { status: 503 },
    { reset: 'after' },
  ])('no write after %j: it may have been done', async (spec) => {
    fault({ ...spec, method: 'POST', path: '/v1.0/subscriptions', times: 5 });
    await refusalOf(setting.directory.subscribe(HOME, REQUEST));
    expect(struck()).toBe(1);
  });

  test('a batch of reads, as a whole and each in it', async () => {
    const page = await setting.directory.userChanges(HOME, null);
    const ids = page.outcome === 'page' ? page.rows.map(({ id }) => id) : [];
    fault({ status: 503, method: 'POST', path: '/v1.0/$batch' });
    fault({ status: 429, method: 'GET', path: '/v1.0/users/*', times: 2 });
    const truths = await setting.directory.users(HOME, ids);
    expect(truths.every(({ state }) => state === 'alive')).toBe(true);
    expect(struck()).toBe(3);
  });
});
