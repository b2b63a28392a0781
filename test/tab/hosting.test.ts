import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  deepLinkTo,
  HostSilent,
  pathOfSubPage,
  themeOf,
  tokenRefusalOf,
  trustedHosts,
  within,
} from '../../tab/hosting.ts';

describe('The hosts that may frame the tab', () => {
  test("are Microsoft's alone where the tab is served from elsewhere than one's own machine", () => {
    expect(trustedHosts('https://headcount.example', 'http://127.0.0.1:3980')).toEqual([]);
    expect(trustedHosts('https://headcount.example', 'https://evil.example')).toEqual([]);
  });

  test("on one's own machine are also the pages of that machine", () => {
    expect(trustedHosts('http://127.0.0.1:3978', 'http://127.0.0.1:3980/?persona=owner')).toEqual([
      'http://127.0.0.1:3980',
    ]);
    expect(trustedHosts('http://localhost:3978', 'http://localhost:3980')).toEqual([
      'http://localhost:3980',
    ]);
    expect(trustedHosts('http://127.0.0.1:3978', 'https://evil.example')).toEqual([]);
    expect(trustedHosts('http://127.0.0.1:3978', '')).toEqual([]);
    expect(trustedHosts('http://127.0.0.1:3978', 'http://127.0.0.1.evil.example')).toEqual([]);
  });
});

describe('A deep link', () => {
  test('leads into the tab', () => {
    expect(pathOfSubPage('/people/7823351f?search=ada')).toBe('/people/7823351f?search=ada');
  });

  test('leads to the start where it names no address of the tab', () => {
    for (const odd of [
      undefined,
      '',
      'people',
      'https://evil.example',
      '//evil.example',
      '/\\evil',
    ]) {
      expect(pathOfSubPage(odd)).toBe('/');
    }
  });

  test('that the tab makes comes back as it was', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (webPath, label) => {
        const path = `/people${webPath}`;
        const link = new URL(deepLinkTo({ appId: 'app', pageId: 'home', path, label }));
        const context = JSON.parse(link.searchParams.get('context') ?? '') as {
          subEntityId: string;
        };
        expect(pathOfSubPage(context.subEntityId)).toBe(path);
        expect(link.href).not.toContain('+');
      }),
    );
  });
});

describe('What a host says', () => {
  test('of its theme is light where the theme is not known', () => {
    expect(['default', 'dark', 'contrast', 'glass', undefined].map(themeOf)).toEqual([
      'default',
      'dark',
      'contrast',
      'default',
      'default',
    ]);
  });

  test('where it gives no token tells whether consent is missing', () => {
    expect(tokenRefusalOf('resourceRequiresConsent')).toBe('consent-needed');
    expect(tokenRefusalOf('FailedToOpenWindow')).toBe('consent-needed');
    expect(tokenRefusalOf('CancelledByUser')).toBe('sign-in-cancelled');
    expect(tokenRefusalOf('resourceDisabled')).toBe('sign-in-failed');
  });

  test('is not waited for longer than it may take', async () => {
    await expect(within(20, new Promise(() => undefined))).rejects.toThrow(HostSilent);
    await expect(within(1_000, Promise.resolve('hello'))).resolves.toBe('hello');
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
