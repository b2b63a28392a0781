import { createChance } from '../chance.ts';
import { Refusal } from './refusal.ts';

/** What a request is, as far as faults and counts tell them apart. */
export type RequestKind =
  'read' | 'batch' | 'query' | 'plan' | 'changes' | 'ranges' | 'container' | 'account';

/**
 * What goes wrong. `throttle` 429, `retryWith` 449, `gone` 410/1002, `unavailable` 503, `timeout` 408, `dropBefore` and
 * `dropAfter`: the connection breaks before or after the act, `slow`: the answer comes late, `stale`: a reading gives
 * what stood there before the last write, as a weaker consistency may.
 */
export type FaultName =
  | 'throttle'
  | 'retryWith'
  | 'gone'
  | 'unavailable'
  | 'timeout'
  | 'dropBefore'
  | 'dropAfter'
  | 'slow'
  | 'stale';

/** One thing that goes wrong. */
export interface FaultSpec {
  readonly fault: FaultName;
  /** Which requests; all that touch documents where it is left out. */
  readonly on?: readonly RequestKind[];
  /** How often at most; without end where it is left out. */
  readonly times?: number;
  /** The share of the requests that it strikes, 0 to 1, by chance from the seed. Default 1. */
  readonly share?: number;
  readonly seed?: number;
  /** For `throttle`: how long to stay away. Default 5. */
  readonly retryAfterMs?: number;
  /** For `slow`. Default 50. */
  readonly delayMs?: number;
}

/** What strikes one request. */
export interface Struck {
  readonly refusal: Refusal | null;
  readonly dropBefore: boolean;
  readonly dropAfter: boolean;
  readonly delayMs: number;
  readonly stale: boolean;
}

/** Everything that is to go wrong. */
export interface Faults {
  add(spec: FaultSpec): void;
  clear(): void;
  /** How often each has struck, in the order in which they were added. */
  struck(): readonly { readonly spec: FaultSpec; readonly times: number }[];
  /** What goes wrong with a request of that kind. */
  strike(kind: RequestKind): Struck;
}

const DOCUMENT_KINDS: readonly RequestKind[] = ['read', 'batch', 'query', 'changes'];

const REFUSALS: Partial<Record<FaultName, (spec: FaultSpec) => Refusal>> = {
  throttle: ({ retryAfterMs = 5 }) =>
    new Refusal(429, 'TooManyRequests', 'The request rate is too large.', {
      substatus: 3200,
      retryAfterMs,
    }),
  retryWith: () =>
    new Refusal(449, 'RetryWith', 'Conflicting request to resource has been attempted. Retry.'),
  gone: () =>
    new Refusal(410, 'Gone', 'The partition is splitting or moving.', { substatus: 1002 }),
  unavailable: () => new Refusal(503, 'ServiceUnavailable', 'Service is currently unavailable.'),
  timeout: () => new Refusal(408, 'RequestTimeout', 'Request timed out.'),
};

/** Faults that come by number and by chance, the same for the same seed and the same requests. */
export function createFaults(): Faults {
  let all: { spec: FaultSpec; chance: () => number; times: number }[] = [];
  return {
    add(spec) {
      all.push({ spec, chance: createChance(spec.seed ?? 1), times: 0 });
    },
    clear() {
      all = [];
    },
    struck: () => all.map(({ spec, times }) => ({ spec, times })),
    strike(kind) {
      const struck = {
        refusal: null as Refusal | null,
        dropBefore: false,
        dropAfter: false,
        delayMs: 0,
        stale: false,
      };
      for (const one of all) {
        const { spec } = one;
        if (!(spec.on ?? DOCUMENT_KINDS).includes(kind)) continue;
        if (one.times >= (spec.times ?? Infinity) || one.chance() >= (spec.share ?? 1)) continue;
        one.times++;
        struck.refusal ??= REFUSALS[spec.fault]?.(spec) ?? null;
        if (spec.fault === 'dropBefore') struck.dropBefore = true;
        if (spec.fault === 'dropAfter') struck.dropAfter = true;
        if (spec.fault === 'slow') struck.delayMs = spec.delayMs ?? 50;
        if (spec.fault === 'stale') struck.stale = true;
      }
      return struck;
    },
  };
}
