import { AppError } from '../../../../kernel/errors.ts';
import { SECOND_MS } from '../../../../kernel/time.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { TokenSource } from '../../tokens.ts';
import type { WriteRequest } from './requests.ts';
import type { Answer } from './verdicts.ts';

/** A request that waits for its turn in a batch. */
export interface Waiting {
  readonly request: WriteRequest;
  readonly answer: (answer: Answer) => void;
  readonly fail: (reason: unknown) => void;
}

/** Those writes of one call that go with the same hands: what waits of them, and whether they may still go. */
export interface Party {
  readonly tokens: TokenSource;
  /** What waits for a batch, the first first. */
  readonly queue: Waiting[];
  /** Why nothing of it may go any more; undefined while it may. */
  readonly ended: () => { readonly reason: unknown } | undefined;
  /** Nothing of it goes any more: what waits is failed with the reason. What was sent is still heard. */
  readonly end: (reason: unknown) => void;
  /** Waits on the product's clock. Rejects with the reason where the party ends meanwhile. */
  wait(ms: number): Promise<void>;
  /**
   * Gets a fresh token, at most one in a second. Rejects where there is none; the party ends where there will be none
   * any more.
   */
  freshToken(): Promise<void>;
}

/** A party that may go until it is ended. */
export function createParty(tokens: TokenSource, clock: Clock): Party {
  const queue: Waiting[] = [];
  const ending = Promise.withResolvers<never>();
  ending.promise.catch(() => undefined);
  let ended: { readonly reason: unknown } | undefined;
  let fresh: { readonly token: Promise<string>; readonly atMs: number } | null = null;
  const end = (reason: unknown): void => {
    if (ended !== undefined) return;
    ended = { reason };
    ending.reject(reason);
    for (const { fail } of queue.splice(0)) fail(reason);
  };
  return {
    tokens,
    queue,
    ended: () => ended,
    end,
    async wait(ms) {
      if (ended !== undefined) throw ended.reason;
      const due = Promise.withResolvers<undefined>();
      const timer = clock.at(clock.now() + ms, () => due.resolve(undefined));
      try {
        await Promise.race([due.promise, ending.promise]);
      } finally {
        timer.cancel();
      }
    },
    async freshToken() {
      if (fresh === null || Date.now() - fresh.atMs > SECOND_MS) {
        fresh = { token: tokens(true), atMs: Date.now() };
      }
      try {
        await fresh.token;
      } catch (refusal) {
        if (refusal instanceof AppError && refusal.code !== 'directory-unavailable') end(refusal);
        throw refusal;
      }
    },
  };
}
