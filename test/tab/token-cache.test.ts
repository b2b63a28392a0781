import { describe, expect, test } from '@jest/globals';
import { createTokenCache, expiryOf } from '../../tab/token-cache.ts';

const tokenUntil = (expiresAtMs: number, name: string): string => {
  const claims = { exp: expiresAtMs / 1_000, name };
  return `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${name}`;
};

describe('The token', () => {
  const HOUR_MS = 3_600_000;

  test('is kept until shortly before it expires', async () => {
    let now = 0;
    let asked = 0;
    const cache = createTokenCache(
      () => Promise.resolve(tokenUntil(now + HOUR_MS, String((asked += 1)))),
      () => now,
    );
    const first = await cache.take();
    now = HOUR_MS - 61_000;
    expect(await cache.take()).toBe(first);
    now = HOUR_MS - 59_000;
    expect(await cache.take()).not.toBe(first);
    expect(asked).toBe(2);
  });

  test('is asked for once however many want it at the same time', async () => {
    let asked = 0;
    const cache = createTokenCache(
      async () => {
        asked += 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        return tokenUntil(HOUR_MS, 'one');
      },
      () => 0,
    );
    await Promise.all([cache.take(), cache.take({ fresh: true }), cache.take()]);
    expect(asked).toBe(1);
  });

  test('that the API refused is replaced though it has not expired', async () => {
    let asked = 0;
    const cache = createTokenCache(
      () => Promise.resolve(tokenUntil(HOUR_MS, String((asked += 1)))),
      () => 0,
    );
    const refused = await cache.take();
    const fresh = await cache.take({ fresh: true });
    expect(fresh).not.toBe(refused);
    expect(await cache.take()).toBe(fresh);
  });

  test('is asked for again after the host failed', async () => {
    let asked = 0;
    const cache = createTokenCache(
      () =>
        (asked += 1) === 1
          ? Promise.reject(new Error('CancelledByUser'))
          : Promise.resolve(tokenUntil(HOUR_MS, 'one')),
      () => 0,
    );
    await expect(cache.take()).rejects.toThrow('CancelledByUser');
    await expect(cache.take()).resolves.toContain('one');
  });

  test('whose end cannot be read is not kept', () => {
    for (const odd of ['', 'a.b.c', `a.${Buffer.from('{}').toString('base64url')}.c`]) {
      expect(expiryOf(odd)).toBe(0);
    }
  });
});
