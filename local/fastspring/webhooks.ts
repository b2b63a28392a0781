import { createHmac } from 'node:crypto';
import type { Faults } from '../faults.ts';
import type { Happening } from './book.ts';

/** The host under which faults for webhooks are queued: `notification` says what happens to one delivery. */
const WEBHOOK_FAULTS = 'fastspring-webhooks';

/** Under which secret the stand-in signs. */
export const WEBHOOK_SECRET = 'local-cloud-fastspring-webhook-secret-1';

/** Brings what happens to the seller: batches, each signed. */
export interface Webhooks {
  /** The seller's address; null while nobody listens: then everything waits. */
  listensAt(url: string | null): void;
  tell(happening: Happening): void;
  /** Keeps everything back until `release`: webhooks that come late. */
  hold(): void;
  /** Sends what was kept back, in order or the newest first, one event a delivery or all in one; in `times` copies. */
  release(how?: {
    readonly reversed?: boolean;
    readonly apart?: boolean;
    readonly times?: number;
  }): Promise<void>;
  /** Forgets what was kept back: webhooks that are lost. */
  drop(): void;
  /** Fulfils when everything that is not kept back was delivered, or given up. */
  settled(): Promise<void>;
  /** Sends a body as it is, signed with this secret; gives the status. */
  send(body: string, secret: string): Promise<number | null>;
  /** Every event that ever happened, the oldest first. */
  all(): readonly Happening[];
  waiting(): number;
  stop(): void;
}

/** FastSpring tries a delivery that failed again, later each time; here a few times and soon (system clock). */
const TRIES = 4;
const REST_MS = 40;
const PATIENCE_MS = 10_000;

/** What FastSpring puts into `X-FS-Signature`: HMAC-SHA256 of the raw body, in base64. */
export const signatureOf = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

/**
 * Makes it.
 * @param all every event that ever happened; new ones are added to it
 * @param waiting those that are still to be brought
 * @param done is told of those that need to be brought no more
 */
export function createWebhooks(
  faults: Faults,
  all: Happening[],
  waiting: Happening[],
  done: (events: readonly Happening[]) => void,
): Webhooks {
  const stopping = new AbortController();
  let url: string | null = null;
  let held = false;
  let last: Promise<void> = Promise.resolve();

  const send = async (body: string, secret: string): Promise<number | null> => {
    if (url === null) return null;
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          'X-FS-Signature': signatureOf(body, secret),
        },
        body,
        signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), stopping.signal]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  };

  const deliver = async (events: readonly Happening[]): Promise<void> => {
    const body = JSON.stringify({
      events: events.map((event) => ({ ...event, live: false, processed: false })),
    });
    const struck = faults.strike(WEBHOOK_FAULTS, {
      method: 'POST',
      url: new URL(url ?? 'http://127.0.0.1/'),
      headers: {},
    });
    if (struck?.notification === 'lost') {
      done(events);
      return;
    }
    if (struck?.notification === 'wrongClientState') {
      await send(body, 'a secret of a stranger, not of the seller');
      done(events);
      return;
    }
    if (struck?.notification === 'duplicated') await send(body, WEBHOOK_SECRET);
    for (let tried = 1; tried <= TRIES && !stopping.signal.aborted; tried++) {
      const status = await send(body, WEBHOOK_SECRET);
      if (status !== null && status < 300) {
        done(events);
        return;
      }
      await new Promise((rested) => setTimeout(rested, REST_MS * tried));
    }
  };

  const queue = (events: readonly Happening[]): Promise<void> => {
    last = last.then(() => deliver(events));
    return last;
  };
  const flush = (): void => {
    if (held || url === null || waiting.length === 0) return;
    void queue(waiting.splice(0));
  };

  return {
    listensAt(address) {
      url = address;
      flush();
    },
    tell(happening) {
      all.push(happening);
      waiting.push(happening);
      // What happens together goes out together.
      setImmediate(flush);
    },
    hold() {
      held = true;
    },
    async release({ reversed = false, apart = false, times = 1 } = {}) {
      held = false;
      const events = waiting.splice(0);
      if (reversed) events.reverse();
      const batches = apart ? events.map((event) => [event]) : [events];
      for (let time = 0; time < times; time++)
        for (const batch of batches) if (batch.length > 0) await queue(batch);
    },
    drop() {
      held = false;
      done(waiting.splice(0));
    },
    async settled() {
      await new Promise(setImmediate);
      flush();
      await last;
    },
    send,
    all: () => all,
    waiting: () => waiting.length,
    stop: () => stopping.abort(),
  };
}
