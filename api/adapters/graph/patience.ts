/** How long and how often the adapter tries again by itself. All on the system's clock: these are waits of a socket. */
export interface Patience {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** The first wait; it doubles with each try, up to `longestMs`, and half of it is chance. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A Retry-After beyond this is not waited for here: the caller is told and comes back by its own clock. */
  readonly longestRetryAfterMs: number;
}

/** Patient enough for a burst of throttling, short enough for a person who waits for a search. */
export const PATIENCE: Patience = {
  tries: 5,
  firstMs: 400,
  longestMs: 8_000,
  longestRetryAfterMs: 20_000,
};

/** What a `Retry-After` of seconds or of an HTTP date asks for, in milliseconds; null where there is none or it is neither. */
export function retryAfterMsOf(headers: Headers | undefined, nowMs: number): number | null {
  const text = headers?.get('retry-after')?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** The wait before the next try: exponential, the upper half of it by chance so that callers do not come back together. */
export function backOffMs(attempt: number, patience: Patience, chance = Math.random()): number {
  const whole = Math.min(patience.longestMs, patience.firstMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

/** In whole seconds, as an AppError tells it. */
export const asSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));
