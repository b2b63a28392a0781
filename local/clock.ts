import { Temporal } from 'temporal-polyfill';

/** The clock at one moment: enough for another process to follow it on the same machine. */
export interface ClockFacts {
  /** The local installation's instant, ISO 8601 UTC. */
  now: string;
  /** Local milliseconds that pass in one millisecond of the system clock. */
  rate: number;
  /** The system's instant at which `now` and `rate` were read. */
  systemNow: string;
  /** `now` minus `systemNow`. */
  offsetMs: number;
}

/** The one clock of the local installation. Tokens and socket time-outs do not use it. */
export interface Clock {
  /** Milliseconds since 1970 on this clock. */
  now(): number;
  facts(): ClockFacts;
  /** Moves to an instant. Forward: what falls due in between runs first, in order. Backward: nothing runs. */
  moveTo(instantMs: number): void;
  /** Moves forward by an ISO 8601 duration ("P14D", "PT1H"); months and years by the UTC calendar. */
  advance(duration: string): void;
  /** Lets the clock run `rate` times as fast as the system's; 0 stops it. */
  setRate(rate: number): void;
  /** Runs `act` once when the clock reaches `dueMs` (at once when that is past); the answer calls it off. */
  at(dueMs: number, act: () => void): () => void;
  /** Calls `listener` after every move and change of rate; the answer ends that. */
  subscribe(listener: (facts: ClockFacts) => void): () => void;
  /** Ends the clock: nothing falls due any more. */
  stop(): void;
}

interface Timer {
  readonly dueMs: number;
  readonly act: () => void;
}

/** Node fires longer timers at once. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** A clock that starts at `startMs` (the system's instant when left out) and runs at rate 1. */
export function createClock(startMs: number = Date.now()): Clock {
  let baseMs = startMs;
  let systemBaseMs = Date.now();
  let rate = 1;
  let stopped = false;
  let wakeUp: NodeJS.Timeout | undefined;
  const timers: Timer[] = [];
  const listeners = new Set<(facts: ClockFacts) => void>();

  const now = (): number => Math.round(baseMs + (Date.now() - systemBaseMs) * rate);
  const rebase = (instantMs: number): void => {
    baseMs = instantMs;
    systemBaseMs = Date.now();
  };

  /** What is due runs at its own instant, so that it reads the time it was meant for. */
  const runDueUntil = (untilMs: number): void => {
    for (let due = timers[0]; due && due.dueMs <= untilMs; due = timers[0]) {
      timers.shift();
      if (due.dueMs > baseMs) rebase(due.dueMs);
      due.act();
    }
  };

  const arm = (): void => {
    clearTimeout(wakeUp);
    const next = timers[0];
    if (!next || rate === 0 || stopped) return;
    const waitMs = Math.max(0, Math.ceil((next.dueMs - now()) / rate));
    wakeUp = setTimeout(wake, Math.min(waitMs, LONGEST_WAIT_MS));
    wakeUp.unref();
  };

  const wake = (): void => {
    const reachedMs = now();
    for (let due = timers[0]; due && due.dueMs <= reachedMs; due = timers[0]) {
      timers.shift();
      due.act();
    }
    arm();
  };

  const facts = (): ClockFacts => {
    const [local, system] = [now(), Date.now()];
    return {
      now: new Date(local).toISOString(),
      rate,
      systemNow: new Date(system).toISOString(),
      offsetMs: local - system,
    };
  };

  const announce = (): void => {
    arm();
    const told = facts();
    for (const listener of listeners) listener(told);
  };

  const moveTo = (instantMs: number): void => {
    if (instantMs >= now()) runDueUntil(instantMs);
    rebase(instantMs);
    announce();
  };

  return {
    now,
    facts,
    moveTo,
    advance(duration) {
      moveTo(instantAfter(now(), duration));
    },
    setRate(newRate) {
      rebase(now());
      rate = newRate;
      announce();
    },
    at(dueMs, act) {
      const timer: Timer = { dueMs, act };
      const later = timers.findLastIndex((other) => other.dueMs <= dueMs) + 1;
      timers.splice(later, 0, timer);
      if (later === 0) arm();
      return () => {
        const place = timers.indexOf(timer);
        if (place >= 0) timers.splice(place, 1);
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopped = true;
      clearTimeout(wakeUp);
      timers.length = 0;
      listeners.clear();
    },
  };
}

/**
 * The instant `duration` after `fromMs`.
 * @throws RangeError where `duration` is no ISO 8601 duration.
 */
function instantAfter(fromMs: number, duration: string): number {
  const from = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO('UTC');
  return from.add(Temporal.Duration.from(duration)).epochMilliseconds;
}
