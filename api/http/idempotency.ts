import { setTimeout as wait } from 'node:timers/promises';
import { AppError, invalid } from '../kernel/errors.ts';
import { idFrom, newId, type PersonId } from '../kernel/ids.ts';
import { HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { rootOf } from '../ports/partitions.ts';
import { create, kind, replace, type Held } from '../ports/store.ts';
import type { Tenant, World } from '../ports/world.ts';
import { PROBLEMS } from './problem.ts';
import type { Answer } from './route.ts';

/** How long the same key gives the same answer (http-api conventions). */
const KEY_KEPT_MS = 24 * HOUR_MS;

/** When to ask again while the first is running: acts take well below a second. */
const UNDER_WAY_RETRY_SECONDS = 1;

/** After so long without a sign of life the process that ran an act is taken for dead, and a repeat runs it again. */
const LEASE_MS = 15 * SECOND_MS;

const KEY = /^[\x21-\x7e]{1,255}$/;

/** An Idempotency-Key that was used: by whom, for what, and what came of it. */
export interface KeyUse {
  /** Made of person, route and key. */
  readonly keyId: string;
  /** A hash of the parameters and the JSON body. */
  readonly inputHash: string;
  /** A hash of a streamed body, once it was read. */
  readonly uploadHash: string | null;
  /** The act's id: a repeat after a crash is the same act again. */
  readonly actId: string;
  /** Null while it is running, and after a crash. */
  readonly answer: Pick<Answer, 'status' | 'headers' | 'body'> | Refusal | null;
  /** Until when, on the system's clock, the process that runs it is taken to be alive. */
  readonly leaseUntil: number;
  readonly expiresAt: number;
}

/** A refusal as it is kept, to be refused again in the same words. */
interface Refusal {
  readonly refused: {
    readonly code: AppError['code'];
    readonly detail: string;
    readonly facts: AppError['facts'];
  };
}

/** Used keys, in their tenant's own papers. */
export const keyUses = kind<KeyUse>()({
  name: 'keyUse',
  key: ['keyId'],
  fields: {
    keyId: 'guid',
    inputHash: 'text',
    uploadHash: 'text?',
    actId: 'guid',
    answer: 'json?',
    leaseUntil: 'integer',
    expiresAt: 'integer',
  },
  indexes: {},
  expires: 'expiresAt',
});

/** The key as the header gives it, or null for none. */
export function idempotencyKeyFrom(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && KEY.test(header)) return header;
  throw invalid(
    '/headers/idempotency-key',
    'invalid_format',
    'Idempotency-Key must be 1 to 255 visible ASCII characters, once. A new GUID for each act is best.',
  );
}

/** An act that carries a key. */
export interface KeyedAct {
  readonly tenant: Tenant;
  readonly personId: PersonId;
  /** Method and path template. */
  readonly route: string;
  readonly key: string;
  readonly inputHash: string;
  /** Reads a streamed body to its end and gives its hash; null for a route without one. */
  readonly uploadHash: (() => Promise<string>) | null;
  /** The hash of the streamed body as far as the act has read it to its end, else null. */
  readonly uploadHashSoFar: () => string | null;
  readonly run: (actId: string) => Promise<Answer>;
}

/** The acts with keys that are under way. */
export interface UnderWay {
  /** Those that this process is running. */
  readonly here: Set<string>;
  /** True where this process is the only one on the store: what it is not running itself was cut short by a crash. */
  readonly alone: boolean;
}

const otherInput = (): AppError =>
  new AppError(
    'idempotency-key-reused',
    'This Idempotency-Key was used on this address with another body or other parameters. Use a new key for a new act.',
  );

const stillRunning = (): AppError =>
  new AppError(
    'act-under-way',
    'The act with this Idempotency-Key is still running. Ask again with the same key in a second.',
    { retryAfterSeconds: UNDER_WAY_RETRY_SECONDS },
  );

/** Refusals that say "not now": the next try may fare better, so they are not what the key answers from then on. */
const isForNow = (error: AppError): boolean =>
  PROBLEMS[error.code].status >= 500 ||
  error.facts.retryAfterSeconds !== undefined ||
  error.code === 'upload-incomplete';

async function repeat(use: KeyUse, act: KeyedAct): Promise<Answer> {
  const { answer } = use;
  if (answer === null) throw stillRunning();
  if (use.uploadHash !== null && act.uploadHash !== null) {
    if ((await act.uploadHash()) !== use.uploadHash) throw otherInput();
  }
  if ('refused' in answer) {
    const { code, detail, facts } = answer.refused;
    throw new AppError(code, detail, facts);
  }
  return { ...answer, headers: { ...answer.headers, 'Idempotent-Replayed': 'true' } };
}

/**
 * Runs an act once for its key: repeats within 24 hours get the first one's answer, also when that was a refusal; a
 * crash in the middle is made good by the repeat, which runs as the same act (actions bear repeating by their act id).
 * @throws AppError `idempotency-key-reused` for another input, `act-under-way` while the first is running
 */
export async function once(
  world: Pick<World, 'store' | 'clock'>,
  underWay: UnderWay,
  act: KeyedAct,
): Promise<Answer> {
  const { store, clock } = world;
  const root = rootOf(act.tenant.tenantId);
  const keyId = idFrom('idempotency', act.personId, act.route, act.key);

  /** The use of the key that still holds, and the version of whatever stands in its place. */
  const lastUse = async (): Promise<{ use: KeyUse | null; held: Held<KeyUse> | null }> => {
    const held = await store.read(root, keyUses, { keyId });
    if (held === null || held.doc.expiresAt <= clock.now()) return { use: null, held };
    if (held.doc.inputHash !== act.inputHash) throw otherInput();
    return { use: held.doc, held };
  };

  const before = await lastUse();
  if (before.use?.answer) return repeat(before.use, act);
  const mark = `${act.tenant.tenantId}/${keyId}`;
  if (underWay.here.has(mark)) throw stillRunning();
  underWay.here.add(mark);
  try {
    const { use, held } = await lastUse();
    if (use?.answer) return await repeat(use, act);
    const isElsewhere = use !== null && !underWay.alone && use.leaseUntil > Date.now();
    if (isElsewhere) throw stillRunning();
    const taken: KeyUse = {
      keyId,
      inputHash: act.inputHash,
      uploadHash: null,
      actId: use?.actId ?? newId(),
      answer: null,
      leaseUntil: Date.now() + LEASE_MS,
      expiresAt: use?.expiresAt ?? clock.now() + KEY_KEPT_MS,
    };
    const begun = await store.commit(root, [
      held === null ? create(keyUses, taken) : replace(keyUses, taken, held.version),
    ]);
    if (begun.outcome !== 'committed') throw stillRunning();
    return await runAndKeep(world, act, taken);
  } finally {
    underWay.here.delete(mark);
  }
}

async function runAndKeep(
  world: Pick<World, 'store'>,
  act: KeyedAct,
  use: KeyUse,
): Promise<Answer> {
  const keep = async (answer: KeyUse['answer']): Promise<void> => {
    const root = rootOf(act.tenant.tenantId);
    for (;;) {
      const held = await world.store.read(root, keyUses, { keyId: use.keyId });
      // Where a repeat that another process ran was quicker, its answer is the key's.
      if (held === null || held.doc.answer !== null) return;
      const kept = { ...use, answer, uploadHash: act.uploadHashSoFar(), leaseUntil: 0 };
      const write = replace(keyUses, kept, held.version);
      if ((await world.store.commit(root, [write])).outcome === 'committed') return;
    }
  };
  const done = new AbortController();
  void keepAlive(world, act.tenant, use, done.signal);
  try {
    const answer = await act.run(use.actId);
    done.abort();
    await keep({
      status: answer.status,
      ...(answer.headers === undefined ? {} : { headers: answer.headers }),
      ...(answer.body === undefined ? {} : { body: answer.repeatBody ?? answer.body }),
    });
    return answer;
  } catch (error) {
    done.abort();
    if (error instanceof AppError && !isForNow(error)) {
      const { code, message: detail, facts } = error;
      await keep({ refused: { code, detail, facts } });
    } else {
      // The next try need not wait; where even this fails, it waits for the end of the lease.
      await keep(null).catch(() => undefined);
    }
    throw error;
  }
}

/** Shows that an act which takes long, such as an upload over a slow line, is still under way. */
async function keepAlive(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  { keyId, actId }: KeyUse,
  done: AbortSignal,
): Promise<void> {
  const root = rootOf(tenantId);
  try {
    for (;;) {
      await wait(LEASE_MS / 3, undefined, { signal: done, ref: false });
      const held = await store.read(root, keyUses, { keyId });
      if (held?.doc.actId !== actId || held.doc.answer !== null || done.aborted) return;
      const alive = { ...held.doc, leaseUntil: Date.now() + LEASE_MS };
      await store.commit(root, [replace(keyUses, alive, held.version)]);
    }
  } catch {
    // It is done, or the store does not answer: then a repeat may run the act again, which does it no harm.
  }
}
