import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClock } from '../../local/clock.ts';
import type { Clock, ClockFacts } from '../../local/clock.ts';
import { createLocalCloud } from '../../local/cloud.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { control } from './clients.ts';

const DAY_MS = 86_400_000;

describe('the clock', () => {
  const stopped = (): Clock => {
    const clock = createClock(Date.UTC(2026, 0, 31));
    clock.setRate(0);
    return clock;
  };

  test('moves by durations on the calendar and to instants, backwards too', () => {
    const clock = stopped();
    clock.advance('P14D');
    expect(new Date(clock.now()).toISOString()).toBe('2026-02-14T00:00:00.000Z');
    clock.advance('P1M');
    expect(new Date(clock.now()).toISOString()).toBe('2026-03-14T00:00:00.000Z');
    clock.moveTo(Date.UTC(2014, 9, 1));
    expect(clock.facts()).toMatchObject({ now: '2014-10-01T00:00:00.000Z', rate: 0 });
  });

  test('runs what falls due in between in order, each at its own instant, also what is set on the way', () => {
    const clock = stopped();
    const start = clock.now();
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, (clock.now() - start) / DAY_MS]);
    clock.at(start + 3 * DAY_MS, note('third'));
    clock.at(start + DAY_MS, () => {
      note('first')();
      clock.at(start + 2 * DAY_MS, note('second'));
    });
    const callOff = clock.at(start + 2 * DAY_MS, note('called off'));
    clock.at(start + 30 * DAY_MS, note('later'));
    callOff();
    clock.advance('P10D');
    expect(ran).toEqual([
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ]);
    expect(clock.now()).toBe(start + 10 * DAY_MS);
  });

  test('runs faster by its rate, and what falls due then runs by itself', async () => {
    const clock = createClock();
    clock.setRate(100_000);
    const due = clock.now() + DAY_MS;
    const reachedAt = await new Promise<number>((reached) =>
      clock.at(due, () => reached(clock.now())),
    );
    expect(reachedAt).toBeGreaterThanOrEqual(due);
    clock.stop();
  });
});

describe('over HTTP', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await createLocalCloud({ tenants: [] });
  });
  afterAll(() => cloud.close());

  test('a follower of the stream hears each change and can compute the same time', async () => {
    const stream = await fetch(`${cloud.origin}/clock/stream`);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<ClockFacts> => {
      const { value } = await reader.read();
      return JSON.parse(new TextDecoder().decode(value).slice('data: '.length)) as ClockFacts;
    };
    expect(await next()).toMatchObject({ rate: 1 });
    await control(cloud, 'POST', '/clock', { rate: 0 });
    expect(await next()).toMatchObject({ rate: 0 });
    await control(cloud, 'POST', '/clock', { now: '2030-05-01T12:00:00Z' });
    const moved = await next();
    expect(moved).toMatchObject({ now: '2030-05-01T12:00:00.000Z', rate: 0 });
    const { body } = await control(cloud, 'GET', '/clock');
    const follow = ({ now, rate, systemNow }: ClockFacts): number =>
      Date.parse(now) + (Date.now() - Date.parse(systemNow)) * rate;
    expect(follow(moved)).toBe(follow(body as unknown as ClockFacts));
    await reader.cancel();
  });
});
