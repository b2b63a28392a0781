import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import i18next, { type TFunction } from 'i18next';
import { z } from 'zod';
import { read } from '../../api/http/input.ts';
import { PROBLEMS } from '../../api/http/problem.ts';
import type { AppError } from '../../api/kernel/errors.ts';
import { ApiError } from '../../tab/api-error.ts';
import { chunkFaultOf } from '../../tab/deploy.ts';
import { wordsFor } from '../../tab/error-words.ts';
import { fieldWords } from '../../tab/field-words.ts';
import { formatIn, inWholeUnits } from '../../tab/format.ts';
import { speechFor } from '../../tab/language.ts';
import { isPassing, retryDelayMs } from '../../tab/query-client.ts';
import { KEY_REFUSALS } from '../../tab/subscription/activation.ts';

const refusal = (code: string, status = 409, requestId = 'r-1'): ApiError =>
  new ApiError({ status, code, detail: `Said by the API of ${code}.`, requestId });

describe('A refusal', () => {
  let t: TFunction;
  beforeAll(async () => {
    const file = new URL('../../tab/locales/en/shell.json', import.meta.url);
    const shell = JSON.parse(readFileSync(file, 'utf8')) as Record<string, never>;
    const speaking = i18next.createInstance();
    await speaking.init({ lng: 'en', defaultNS: 'shell', resources: { en: { shell } } });
    t = speaking.t;
  });

  test('has words of its own for every code that a person can cause in the tab', () => {
    const technical = [
      'malformed-json',
      'unsupported-media-type',
      'method-not-allowed',
      'signature-invalid',
      'idempotency-key-reused',
      'range-unsatisfiable',
      'report-downloaded',
    ];
    // Told by the form of the activation: beside the key, and as a question of its own.
    const inTheForm = [...KEY_REFUSALS, 'subscription-active-elsewhere'];
    const missing = Object.entries(PROBLEMS)
      .filter(([code]) => ![...technical, ...inTheForm].includes(code))
      .filter(([code, { status }]) => wordsFor(refusal(code, status), t).text.startsWith('Said by'))
      .map(([code]) => code);
    expect(missing).toEqual([]);
  });

  test('that is new says what the API says', () => {
    expect(wordsFor(refusal('plan-mismatch'), t)).toMatchObject({
      title: 'That did not work',
      text: 'Said by the API of plan-mismatch.',
      wayOn: 'none',
    });
  });

  test('offers a way on: again, reload, or consent', () => {
    expect(wordsFor(refusal('network-lost', 0), t).wayOn).toBe('retry');
    expect(wordsFor(refusal('version-changed', 412), t).wayOn).toBe('retry');
    expect(wordsFor(refusal('role-missing', 403), t).wayOn).toBe('reload');
    expect(wordsFor(refusal('answer-unreadable', 200), t).wayOn).toBe('reload');
    expect(wordsFor(refusal('consent-needed', 0), t).wayOn).toBe('consent');
  });

  test('names the request where the fault is on our side, and only there', () => {
    expect(wordsFor(refusal('internal', 500), t).requestId).toBe('r-1');
    expect(wordsFor(refusal('not-found', 404), t).requestId).toBeNull();
    expect(wordsFor(new Error('a bug of the tab'), t).title).toBe(
      'Something went wrong on our side',
    );
  });

  test('of fields is told beside each field, the first of several', () => {
    const errors = [
      { path: '/name', code: 'too_small', message: 'Give a name.' },
      { path: '/name', code: 'other', message: 'Another.' },
      { path: '/query/standing', code: 'not_combinable', message: 'Use one.' },
    ];
    const error = new ApiError({ status: 400, code: 'invalid-input', detail: '', errors });
    expect(fieldWords(error)).toEqual({ name: 'Give a name.', standing: 'Use one.' });
    expect(fieldWords(new Error('other'))).toEqual({});
  });

  test('the fields are told by where the API finds them, also inside a part of the body', () => {
    const body = z.object({ sendTo: z.email(), contact: z.object({ email: z.email() }) });
    let refused: unknown;
    try {
      read(body, 'body', { sendTo: 'nobody', contact: { email: 'nobody' } });
    } catch (error) {
      refused = error;
    }
    const { errors = [] } = (refused as AppError).facts;
    const error = new ApiError({ status: 400, code: 'invalid-input', detail: '', errors });
    expect(Object.keys(fieldWords(error))).toEqual(['sendTo', 'email']);
  });
});

describe('A chunk that cannot be had', () => {
  const gone = new TypeError('Failed to fetch dynamically imported module: /assets/x.js');

  test('means a newer version, or no network', () => {
    expect(chunkFaultOf(gone, true)).toBe('newer-version');
    expect(chunkFaultOf(gone, false)).toBe('network-lost');
    expect(chunkFaultOf(new TypeError('x is undefined'), true)).toBe('crash');
    expect(chunkFaultOf('text', true)).toBe('crash');
  });
});

describe('Reading', () => {
  test('is tried again only where that may help, after as long as the API asks for', () => {
    expect(isPassing(refusal('network-lost', 0))).toBe(true);
    expect(isPassing(refusal('store-unavailable', 503))).toBe(true);
    expect(isPassing(refusal('role-missing', 403))).toBe(false);
    const busy = new ApiError({ status: 503, code: 'busy', detail: '', retryAfterSeconds: 4 });
    expect(retryDelayMs(0, busy)).toBe(4_000);
    expect(retryDelayMs(1, refusal('network-lost', 0))).toBe(2_000);
  });
});

describe('The reader', () => {
  test('is spoken to in the own language, and numbers are written as at home', () => {
    expect(speechFor('de-ch')).toEqual({ language: 'de', locale: 'de-CH' });
    expect(speechFor('nl')).toEqual({ language: 'nl', locale: 'nl' });
    expect(speechFor('en-gb')).toEqual({ language: 'en', locale: 'en-GB' });
  });

  test('of another language is spoken to in English', () => {
    for (const other of ['ja-jp', '', 'not a locale', 'x']) {
      expect(speechFor(other)).toEqual({ language: 'en', locale: 'en' });
    }
  });

  test('sees days as they are, whatever the time zone', () => {
    expect(formatIn('en').day('2026-03-01')).toBe('Mar 1, 2026');
    expect(formatIn('de').number(12_345)).toBe('12.345');
  });

  test('sees times in the largest unit of which there is at least one', () => {
    expect(inWholeUnits(59)).toEqual({ unit: 'second', value: 59 });
    expect(inWholeUnits(-90)).toEqual({ unit: 'minute', value: -1 });
    expect(inWholeUnits(3_599)).toEqual({ unit: 'hour', value: 1 });
    expect(inWholeUnits(86_400 * 3)).toEqual({ unit: 'day', value: 3 });
    const format = formatIn('en');
    expect(format.ago('2026-01-01T10:00:00Z', Date.parse('2026-01-01T13:00:00Z'))).toBe(
      '3 hours ago',
    );
    expect(format.duration(120)).toBe('2 minutes');
  });
});
