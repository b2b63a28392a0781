import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../../../../api/kernel/ids.ts';
import type { Instance } from './instance.ts';

/** What a client was answered in the end. */
export interface Told<T> {
  readonly status: number;
  readonly body: T;
}

/** A client that is sent to any of the instances, and repeats what was not answered at the next one. */
export interface Client {
  ask<T>(method: string, path: string, body?: unknown, contentType?: string): Promise<Told<T>>;
  /** The instance that owes it an answer now. */
  asks(): Instance | null;
  /** How often an answer did not come, or said to come back. */
  repeats(): number;
}

/** Longer than a lease, so that what a dead process held is free again. */
const GIVES_UP_MS = 60_000;
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** Makes one. Each act has one Idempotency-Key, however often it is repeated. */
export function createClient(instances: readonly Instance[], bearer: string): Client {
  let next = 0;
  let repeats = 0;
  let asks: Instance | null = null;
  const anyUp = async (): Promise<Instance> => {
    for (;;) {
      for (let nth = 0; nth < instances.length; nth++) {
        const one = instances[next++ % instances.length];
        if (one?.isUp() === true) return one;
      }
      await wait(20);
    }
  };
  return {
    asks: () => asks,
    repeats: () => repeats,
    async ask<T>(
      method: string,
      path: string,
      body?: unknown,
      contentType = 'application/json',
    ): Promise<Told<T>> {
      const until = Date.now() + GIVES_UP_MS;
      const headers = {
        Authorization: bearer,
        ...(body === undefined ? {} : { 'Content-Type': contentType }),
        ...(method === 'GET' ? {} : { 'Idempotency-Key': newId() }),
      };
      const content = typeof body === 'string' ? body : JSON.stringify(body);
      for (;;) {
        let said = 'nothing';
        let pauseMs = 30;
        try {
          asks = await anyUp();
          const response = await fetch(`${asks.origin()}${path}`, {
            method,
            headers,
            ...(body === undefined ? {} : { body: content }),
          });
          const text = await response.text();
          const isUnderWay = response.status === 409 && text.includes('act-under-way');
          if (!PASSING.has(response.status) && !isUnderWay)
            return { status: response.status, body: JSON.parse(text) as T };
          said = text;
          pauseMs = Number(response.headers.get('retry-after') ?? 0) * 1_000 || pauseMs;
        } catch {
          // It was killed before it answered: whether the act was done, only a repeat can tell.
        } finally {
          asks = null;
        }
        repeats++;
        if (Date.now() > until) throw new Error(`${method} ${path} was never answered: ${said}`);
        await wait(pauseMs);
      }
    },
  };
}
