import { describe, expect, test } from '@jest/globals';
import {
  monthAt,
  monthsFault,
  readMonth,
  writtenMonth,
  yearsUpTo,
} from '../../../tab/reports/months.ts';
import type { Peer } from '../../../tab/peers/answers.ts';
import {
  accountsIn,
  isOfMonths,
  isOfPeerTrainings,
  kindsOfPeer,
  ownKinds,
  type Kind,
} from '../../../tab/reports/kinds.ts';
import { isBeingMade, madeOf } from '../../../tab/reports/states.ts';
import { wholeFile } from '../../../tab/whole-file.ts';

describe('Months that are chosen', () => {
  const at = (written: string) => readMonth(written);

  test('are written and read as the API has them', () => {
    expect(writtenMonth(at('2026-03'))).toBe('2026-03');
    expect(monthAt(Date.UTC(2026, 11, 31, 23))).toEqual({ year: 2026, month: 12 });
    expect(yearsUpTo(at('2026-03'))).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020]);
  });

  test('are told apart before anything is sent: out of order, or more than 36', () => {
    expect(monthsFault(at('2026-03'), at('2026-02'))).toBe('order');
    expect(monthsFault(at('2023-01'), at('2025-12'))).toBeNull();
    expect(monthsFault(at('2023-01'), at('2026-01'))).toBe('many');
    expect(monthsFault(at('2026-03'), at('2026-03'))).toBeNull();
  });
});

test('a report is being made until it is ready or is none', () => {
  const states = ['queued', 'running', 'ready', 'failed', 'cancelled', 'expired'] as const;
  expect(states.filter((state) => isBeingMade({ state }))).toEqual(['queued', 'running']);
  expect(madeOf({ done: 5, total: 10 })).toBe(0.5);
  expect(madeOf({ done: 0, total: null })).toBeNull();
  expect(madeOf({ done: 0, total: 0 })).toBeNull();
});

describe('What can be asked for', () => {
  const peer = (trainingReports: boolean, userReport: boolean) =>
    ({ id: 'one', may: { trainingReports, userReport } }) as Peer;

  test('on the own account is less for a catalog admin, and never what is of peers', () => {
    expect(ownKinds(false)).toEqual(['usage', 'active-users', 'enrolments']);
    expect(ownKinds(true)).toContain('audit');
    expect(ownKinds(true).filter((kind) => kind.startsWith('peer-'))).toEqual([]);
  });

  test('PA-20: on a peer is what it lets be seen, and only those with training reports are listed', () => {
    expect(kindsOfPeer(peer(true, false))).toEqual(['peer-enrolments', 'peer-catalogs']);
    expect(kindsOfPeer(peer(false, true))).toEqual(['peer-users']);
    expect(accountsIn([peer(true, false)], undefined)).toHaveLength(1);
    expect(accountsIn([peer(false, true)], undefined)).toEqual([]);
    expect(accountsIn([peer(false, true)], 'one')).toHaveLength(1);
  });

  test('PA-21: of months where it happened in them, of a shared catalog where it is of trainings', () => {
    expect(
      ['users', 'peer-enrolments', 'peer-catalogs', 'peer-users']
        .map((kind) => kind as Kind)
        .map((kind) => [isOfMonths(kind), isOfPeerTrainings(kind)]),
    ).toEqual([
      [false, false],
      [true, true],
      [false, true],
      [false, false],
    ]);
  });
});

describe('A download', () => {
  const bytes = new TextEncoder().encode('0123456789');
  const headers = { ETag: '"one"', 'Accept-Ranges': 'bytes', 'Content-Type': 'text/csv' };

  /** An answer that breaks off after so many bytes. */
  const broken = (part: Uint8Array, after: number, status = 200): Response => {
    let isSent = false;
    const body = new ReadableStream({
      pull(controller) {
        if (isSent) controller.error(new TypeError('The connection was lost.'));
        else controller.enqueue(part.slice(0, after));
        isSent = true;
      },
    });
    return new Response(body, { status, headers });
  };

  test('that breaks off goes on where it was, and is whole', async () => {
    const asked: Readonly<Record<string, string>>[] = [];
    const file = await wholeFile(broken(bytes, 3), (given) => {
      asked.push(given);
      const from = asked.length === 1 ? 3 : 5;
      return Promise.resolve(
        asked.length === 1
          ? broken(bytes.slice(from), 2, 206)
          : new Response(bytes.slice(from), { status: 206, headers }),
      );
    });
    expect(await file.text()).toBe('0123456789');
    expect(asked).toEqual([
      { Range: 'bytes=3-', 'If-Range': '"one"' },
      { Range: 'bytes=5-', 'If-Range': '"one"' },
    ]);
  });

  test('begins anew where the file is another meanwhile', async () => {
    const another = new Response('another', { status: 200, headers });
    const file = await wholeFile(broken(bytes, 3), () => Promise.resolve(another));
    expect(await file.text()).toBe('another');
  });

  test('that cannot go on says that the network was lost', async () => {
    const first = broken(bytes, 3);
    first.headers.delete('ETag');
    await expect(wholeFile(first, () => Promise.reject(new Error('no')))).rejects.toMatchObject({
      code: 'network-lost',
    });
  });
});
