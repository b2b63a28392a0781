import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { followClock } from '../../../api/adapters/clock/followed.ts';
import { createSystemClock, type RunningClock } from '../../../api/adapters/clock/system.ts';
import { DAY_MS } from '../../../api/kernel/time.ts';
import { createLog } from '../../../api/adapters/pino/log.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A stand-in for the local cloud's clock: `tell` sends an event to whoever follows. */
async function startTeller() {
  const followers = new Set<ServerResponse>();
  const startAt = Date.parse('2026-01-01T00:00:00Z');
  const eventOf = (now: number, rate: number): string => {
    const facts = { now: new Date(now).toISOString(), rate, systemNow: new Date().toISOString() };
    return `event: clock\ndata: ${JSON.stringify(facts)}\n\n`;
  };
  const server = createServer((_request, response) => {
    followers.add(response);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(eventOf(startAt, 0));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    startAt,
    tell(now: number, rate = 0) {
      for (const follower of followers) follower.write(eventOf(now, rate));
    },
    drop() {
      server.closeAllConnections();
      followers.clear();
    },
  };
}

const until = (clock: RunningClock, due: number): Promise<void> =>
  new Promise((resolve) => void clock.at(due, resolve));

describe('the system clock', () => {
  test('calls back in order of what is due, and not for what was cancelled', async () => {
    const clock = createSystemClock();
    ended.push(() => clock.close());
    const heard: string[] = [];
    const now = clock.now();
    clock.at(now + 30, () => heard.push('later'));
    clock.at(now + 10, () => heard.push('sooner'));
    clock.at(now + 20, () => heard.push('never')).cancel();
    await until(clock, now + 40);
    expect(heard).toEqual(['sooner', 'later']);
  });

  test('does not call back early for an instant beyond the longest timer of Node', async () => {
    const clock = createSystemClock();
    ended.push(() => clock.close());
    let called = false;
    clock.at(clock.now() + 60 * DAY_MS, () => (called = true));
    await until(clock, clock.now() + 20);
    expect(called).toBe(false);
  });
});

describe('the clock that follows the local cloud', () => {
  test('calls back for everything within a jump, in order of what is due', async () => {
    const teller = await startTeller();
    const clock = await followClock(teller.origin, createLog('silent'));
    ended.push(() => clock.close());
    expect(clock.now()).toBe(teller.startAt);
    const heard: number[] = [];
    for (const days of [30, 7, 14, 90]) {
      clock.at(teller.startAt + days * DAY_MS, () => heard.push(days));
    }
    const jumped = until(clock, teller.startAt + 60 * DAY_MS);
    teller.tell(teller.startAt + 60 * DAY_MS);
    await jumped;
    expect(heard).toEqual([7, 14, 30]);
    expect(clock.now()).toBe(teller.startAt + 60 * DAY_MS);
  });

  test('runs at the rate it is told', async () => {
    const teller = await startTeller();
    const clock = await followClock(teller.origin, createLog('silent'));
    ended.push(() => clock.close());
    const due = until(clock, teller.startAt + DAY_MS);
    teller.tell(teller.startAt, 1_000_000_000);
    await due;
    expect(clock.now()).toBeGreaterThanOrEqual(teller.startAt + DAY_MS);
  });

  test('runs on when the stream breaks, and follows again', async () => {
    const teller = await startTeller();
    const clock = await followClock(teller.origin, createLog('silent'));
    ended.push(() => clock.close());
    teller.drop();
    const jumped = until(clock, teller.startAt + DAY_MS);
    const telling = setInterval(() => teller.tell(teller.startAt + DAY_MS), 20);
    ended.push(() => clearInterval(telling));
    await jumped;
    expect(clock.now()).toBe(teller.startAt + DAY_MS);
  });
});
