import type { RequestKind } from './faults.ts';

/** What was asked of the stand-in. */
export interface Counts {
  readonly requests: number;
  /**
   * How often a request came while none was under way: an act's round trips one after the other, where each answer
   * comes late enough that what is asked together overlaps (the fault `slow`).
   */
  readonly rounds: number;
  readonly byKind: Readonly<Partial<Record<RequestKind, number>>>;
  /** Answers that were no success, by status; 0 for a connection that was broken. */
  readonly refused: Readonly<Record<string, number>>;
  readonly documentsRead: number;
  readonly documentsWritten: number;
  /** Bodies of requests and of answers. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Request units, by the estimate of charge.ts. */
  readonly charge: number;
}

/** What one request adds to them. */
export interface Counted {
  readonly kind: RequestKind;
  readonly status: number;
  readonly documentsRead: number;
  readonly documentsWritten: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly charge: number;
}

/** Counts requests since the last reset. */
export interface Counter {
  /** A request comes; to be followed by `add`. */
  begin(): void;
  add(request: Counted): void;
  read(): Counts;
  reset(): void;
}

/** A counter at zero. */
export function createCounter(): Counter {
  const fresh = () => ({
    requests: 0,
    rounds: 0,
    byKind: {} as Partial<Record<RequestKind, number>>,
    refused: {} as Record<string, number>,
    documentsRead: 0,
    documentsWritten: 0,
    bytesIn: 0,
    bytesOut: 0,
    charge: 0,
  });
  let counts = fresh();
  let underWay = 0;
  return {
    begin() {
      if (underWay === 0) counts.rounds++;
      underWay++;
    },
    add(request) {
      underWay--;
      counts.requests++;
      counts.byKind[request.kind] = (counts.byKind[request.kind] ?? 0) + 1;
      if (request.status === 0 || request.status >= 400)
        counts.refused[request.status] = (counts.refused[request.status] ?? 0) + 1;
      counts.documentsRead += request.documentsRead;
      counts.documentsWritten += request.documentsWritten;
      counts.bytesIn += request.bytesIn;
      counts.bytesOut += request.bytesOut;
      counts.charge += request.charge;
    },
    read: () => ({ ...structuredClone(counts), charge: Math.round(counts.charge * 100) / 100 }),
    reset() {
      counts = fresh();
    },
  };
}
