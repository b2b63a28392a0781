import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { CustomerUser } from '../../../ports/customer-users.ts';
import type {
  UserAct,
  UserWrite,
  WriteOutcome,
  WriteRefusal,
} from '../../../ports/customer-writes.ts';
import type { Entry, EntryFault, EntryState, RoleOutcome } from '../../rules/plans/entry.ts';

/** An entry that is under way. */
export interface UnderWay {
  readonly entry: Entry;
  /** An earlier run began it: it may have been done. */
  readonly resumed: boolean;
}

/** What came of an entry that was under way. */
export interface Settled {
  readonly of: UnderWay;
  readonly state: EntryState;
  readonly faults: readonly EntryFault[];
  readonly user: CustomerUser | null;
  readonly alreadyThere: boolean;
  /** What became of the directory roles that the act was to give; left out: none were tried. */
  readonly roles?: readonly RoleOutcome[];
}

/** One write for an entry. */
export interface EntryWrite {
  readonly of: UnderWay;
  /** Tells it from the entry's other writes. */
  readonly step: string;
  readonly act: UserAct;
}

/** What became of a write, or that nothing is known of it. */
export type Written =
  | { readonly outcome: 'done'; readonly user: CustomerUser | null; readonly alreadyThere: boolean }
  | { readonly outcome: 'refused'; readonly code: WriteRefusal; readonly detail: string }
  | { readonly outcome: 'unknown'; readonly detail: string };

/**
 * Has writes carried out.
 * @returns what became of each, in their order
 */
export async function writeAll(
  hands: CustomerHands,
  writes: readonly EntryWrite[],
  signal: AbortSignal | undefined,
): Promise<readonly Written[]> {
  if (writes.length === 0) return [];
  const told = new Map<string, WriteOutcome>();
  await hands.write(writes.map(asUserWrite), (outcome) => told.set(outcome.key, outcome), signal);
  return writes.map((write) => {
    const outcome = told.get(keyOf(write));
    if (outcome === undefined) throw new Error('Each write has an outcome.');
    return outcome;
  });
}

const keyOf = ({ of, step }: EntryWrite): string => `${of.entry.no}:${step}`;

function asUserWrite(write: EntryWrite): UserWrite {
  const { of, act } = write;
  const { begunAt } = of.entry;
  if (begunAt === null) throw new Error('An entry is noted as begun before it is written.');
  return { ...act, key: keyOf(write), since: begunAt, mayBeDone: of.resumed };
}
