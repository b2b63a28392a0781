import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../kernel/errors.ts';
import { NO_ANSWER } from './wire.ts';

/** An answer of the service that is no success, as far as the adapter looks at it. */
export interface Fault {
  /** An HTTP status; null where no answer came. */
  readonly status: number | null;
  readonly substatus: number | null;
  readonly retryAfterMs: number | null;
}

interface SdkError extends Error {
  readonly code?: unknown;
  readonly substatus?: unknown;
  readonly retryAfterInMs?: unknown;
}

const numberOrNull = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** What the service answered, where an error of the SDK speaks of it; null for everything else. */
export function faultOf(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const { code, substatus, retryAfterInMs, cause } = error as SdkError;
  if (code === NO_ANSWER) return { status: null, substatus: null, retryAfterMs: null };
  if (typeof code === 'number')
    return {
      status: code,
      substatus: numberOrNull(substatus),
      retryAfterMs: numberOrNull(retryAfterInMs),
    };
  return cause === undefined ? null : faultOf(cause);
}

/** An error for a status that one write of a batch met, so that it is handled like that of a whole request. */
export const statusError = (status: number, retryAfterMs: number | null): Error =>
  Object.assign(new Error(`A write of the batch met ${status}.`), {
    code: status,
    ...(retryAfterMs === null ? {} : { retryAfterInMs: retryAfterMs }),
  });

/**
 * What passes: no answer, the service's own time-out (408), a partition that moves or splits (410), too much at once (429),
 * writers at the same document (449), and the service or what is before it (500, 502, 503, 504).
 */
const PASSING: ReadonlySet<number | null> = new Set([null, 408, 410, 429, 449, 500, 502, 503, 504]);

/** The container or database that is asked is not there. */
const OWNER_NOT_FOUND = 1003;

/** So long an act is tried before the caller is told to come back. */
const TRYING_MS = 20_000;
const FIRST_PAUSE_MS = 5;
const PAUSE_MAX_MS = 1_000;
const COME_BACK_SECONDS = 5;

const unavailable = (detail: string, cause: unknown, retryAfterSeconds?: number): AppError =>
  new AppError(
    'store-unavailable',
    detail,
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
    { cause },
  );

/** The refusal for an account that cannot serve as it is, and for what it does not take; else the error itself. */
export function translated(error: unknown): unknown {
  const fault = faultOf(error);
  if (fault?.status === 401 || fault?.status === 403)
    return unavailable(
      'The Cosmos DB account refuses this service. Give its identity the role "Cosmos DB Built-in Data Contributor", and let the account’s firewall pass it.',
      error,
    );
  if (fault?.status === 404 && fault.substatus === OWNER_NOT_FOUND)
    return unavailable(
      'The Cosmos DB account has not the database and container that are declared. Deploy the infrastructure, then start again.',
      error,
    );
  if (fault?.status === 413)
    return new AppError(
      'body-too-large',
      'This is more than the 2 MB that Azure Cosmos DB takes at once. Do it in smaller parts.',
      {},
      { cause: error },
    );
  return error;
}

/** How an act is tried. */
export interface Trying<T> {
  /**
   * Called before another try whenever the one before may have been carried out unseen: what it gives, unless it is
   * null, is the act's result.
   */
  readonly recognise?: () => Promise<T | null>;
}

/**
 * Tries until there is an answer that does not pass, or for 20 seconds; waits as long as the service says, else longer
 * each time and by chance, so that many do not come back at once. What it tries must bear repeating.
 * @throws AppError `store-unavailable` where it was all in vain
 */
export async function trying<T>(act: () => Promise<T>, { recognise }: Trying<T> = {}): Promise<T> {
  const until = performance.now() + TRYING_MS;
  for (let tries = 0; ; tries++) {
    try {
      if (tries > 0 && recognise !== undefined) {
        const known = await recognise();
        if (known !== null) return known;
      }
      return await act();
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null || !PASSING.has(fault.status)) throw translated(error);
      const patience = Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS * 2 ** tries);
      const pauseMs = fault.retryAfterMs ?? patience * (0.5 + Math.random() / 2);
      if (performance.now() + pauseMs >= until)
        throw unavailable(
          'Azure Cosmos DB did not answer for some time. Try again in a moment.',
          error,
          COME_BACK_SECONDS,
        );
      await wait(pauseMs);
    }
  }
}
