import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { SECOND_MS } from '../../kernel/time.ts';
import type { Log } from '../../ports/log.ts';
import type { RunningClock } from './system.ts';
import { createTimers } from './timers.ts';

/** How long to wait before the stream is asked for again after it broke. */
const RETRY_MS = SECOND_MS / 2;

/** What the followed clock tells of itself with every move. */
const tick = z.object({
  now: z.iso.datetime(),
  rate: z.number().min(0),
  systemNow: z.iso.datetime(),
});

/** The `data` of every event of a server-sent stream. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice('data:'.length).trim())
        .join('\n');
      if (data !== '') yield data;
    }
  }
}

/**
 * A clock that goes where the local cloud's goes (`GET /clock/stream`), also over jumps and at another pace. Fulfils
 * with its first word; when the stream breaks it runs on as last told and asks again.
 */
export async function followClock(origin: string, log: Log): Promise<RunningClock> {
  const closing = new AbortController();
  let told = { now: Date.now(), rate: 1, systemNow: Date.now() };
  const now = (): number => Math.round(told.now + (Date.now() - told.systemNow) * told.rate);
  const timers = createTimers(now, () => told.rate);

  const follow = async (heard: () => void): Promise<void> => {
    const response = await fetch(`${origin}/clock/stream`, { signal: closing.signal });
    if (!response.ok || response.body === null) {
      throw new Error(`The clock at ${origin} answers ${response.status}.`);
    }
    for await (const data of eventsOf(response.body)) {
      const { rate, ...at } = tick.parse(JSON.parse(data));
      told = { now: Date.parse(at.now), rate, systemNow: Date.parse(at.systemNow) };
      timers.reset();
      heard();
    }
  };

  const followOn = async (heard: () => void): Promise<void> => {
    while (!closing.signal.aborted) {
      await follow(heard).catch((err: unknown) => {
        if (!closing.signal.aborted) log.warn({ err }, 'the local clock was lost');
      });
      await wait(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };

  await new Promise<void>((heard) => void followOn(heard));
  return {
    now,
    at: (due, callback) => timers.at(due, callback),
    close() {
      closing.abort();
      timers.stop();
    },
  };
}
