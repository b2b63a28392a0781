import { setTimeout as wait } from 'node:timers/promises';
import {
  create,
  replace,
  type Key,
  type Kind,
  type Partition,
  type Store,
} from '../../ports/store.ts';
import { newId } from '../../kernel/ids.ts';
import { LEASE_MS } from '../rules/policy.ts';

/** What a document needs so that one worker at a time can hold it. */
export interface Leasable {
  /** Grows with every worker that takes it. */
  readonly epoch: number;
  /** Until when, on the system's clock, its worker holds it. */
  readonly leaseUntil: number;
  readonly leaseHolder: string | null;
}

/** Who takes leases. */
export interface Worker {
  /** Another one after every start of the process. */
  readonly id: string;
  /** No other process works on this store: a running lease of another worker is what a crash left. */
  readonly alone: boolean;
  /** When the process closes: every `save` then lets go and throws LeaseLost. */
  readonly closing: AbortSignal | null;
}

/** This process, where others may work on the store as well. */
export const THIS_PROCESS: Worker = { id: newId(), alone: false, closing: null };

/** Thrown where another worker has taken over, or this process closes: the work stops, and nothing of it is an error. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** A document in the hands of this worker. */
export interface Lease<D extends Leasable> {
  /** The document as this worker last wrote it. */
  doc(): D;
  /**
   * Writes changes and holds the document for another `LEASE_MS`. Fields that others may write meanwhile keep what they
   * wrote.
   * @throws LeaseLost where a worker with a newer epoch has it
   */
  save(change: Partial<D> | ((doc: D) => Partial<D>)): Promise<D>;
  /** Writes changes and lets go. */
  release(change?: Partial<D>): Promise<void>;
  /**
   * Until the work ends, however it ends, the lease is renewed by itself while a step takes long. To be called at that end:
   * what was not released is then free for others after `LEASE_MS`.
   */
  stopRenewing(): void;
  /** Throws LeaseLost where so much time has passed that another worker may have it. */
  mustHold(): void;
}

/** What a lease is taken on. */
export interface LeaseTarget<D extends Leasable, I extends string> {
  readonly store: Store;
  readonly partition: Partition;
  readonly kind: Kind<D, I>;
  readonly key: Key<D>;
  /** What to begin with where the document is not there yet; without it there is then no lease. */
  readonly initial?: D;
  readonly worker: Worker;
}

/** Takes the document for this worker; null where another one holds it, or there is none. */
export async function takeLease<D extends Leasable, I extends string>(
  target: LeaseTarget<D, I>,
  change: (doc: D) => Partial<D> = () => ({}),
): Promise<Lease<D> | null> {
  const { store, partition, kind, key, initial, worker } = target;
  for (;;) {
    const held = await store.read(partition, kind, key);
    const before = held?.doc ?? initial;
    if (before === undefined || isHeld(before, worker)) return null;
    const taken = {
      ...before,
      ...change(before),
      epoch: before.epoch + 1,
      leaseUntil: Date.now() + LEASE_MS,
      leaseHolder: worker.id,
    };
    const write = held === null ? create(kind, taken) : replace(kind, taken, held.version);
    const { outcome } = await store.commit(partition, [write]);
    // Refused is not taken: whoever only asks for a run writes the same document.
    if (outcome === 'committed') return leaseOn(target, taken);
  }
}

const isHeld = ({ leaseUntil, leaseHolder }: Leasable, worker: Worker): boolean =>
  leaseUntil > Date.now() && (leaseHolder === worker.id || !worker.alone);

function leaseOn<D extends Leasable, I extends string>(
  { store, partition, kind, key, worker }: LeaseTarget<D, I>,
  taken: D,
): Lease<D> {
  let last = taken;
  let turn: Promise<unknown> = Promise.resolve();
  const over = new AbortController();

  const write = async (change: (doc: D) => Partial<D>, leaseUntil: number): Promise<D> => {
    for (;;) {
      const held = await store.read(partition, kind, key);
      if (held?.doc.epoch !== taken.epoch) {
        over.abort();
        throw new LeaseLost('Another worker has taken over.');
      }
      const doc = { ...held.doc, ...change(held.doc), leaseUntil };
      const { outcome } = await store.commit(partition, [replace(kind, doc, held.version)]);
      if (outcome === 'committed') return (last = doc);
    }
  };

  /** One write after the other, so that no renewal comes behind the letting go. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const result = turn.then(act);
    turn = result.catch(() => undefined);
    return result;
  };

  /** That the lease was lost, or the store does not answer, the work learns at its next step. */
  const keepAlive = async (): Promise<void> => {
    try {
      for (;;) {
        await wait(LEASE_MS / 3, undefined, { signal: over.signal, ref: false });
        await inTurn(async () => {
          if (!over.signal.aborted) await write(() => ({}), Date.now() + LEASE_MS);
        });
      }
    } catch {
      return;
    }
  };
  void keepAlive();

  return {
    doc: () => last,
    save: (change) =>
      inTurn(async () => {
        const ends = worker.closing?.aborted === true;
        if (ends) over.abort();
        const doc = await write(
          typeof change === 'function' ? change : () => change,
          ends ? 0 : Date.now() + LEASE_MS,
        );
        if (ends) throw new LeaseLost('This process closes.');
        return doc;
      }),
    release: (change = {}) => {
      over.abort();
      return inTurn(async () => {
        await write(() => change, 0);
      });
    },
    stopRenewing: () => over.abort(),
    mustHold() {
      if (Date.now() >= last.leaseUntil) throw new LeaseLost('The lease has run out.');
    },
  };
}
