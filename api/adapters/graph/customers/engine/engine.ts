import { LRUCache } from 'lru-cache';
import type { TenantId } from '../../../../kernel/ids.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { CustomerHands } from '../../../../ports/customer-directory.ts';
import type { UserWrite } from '../../../../ports/customer-writes.ts';
import type { WriteLedger } from '../../../../ports/write-ledger.ts';
import type { Transport } from '../../../transport/transport.ts';
import type { Calls } from '../../calls.ts';
import type { Pace } from '../../pace.ts';
import type { TokenSource } from '../../tokens.ts';
import { createBatches } from './batches.ts';
import { createBudget } from './budget.ts';
import { carryOut } from './carry-out.ts';
import { createLooking } from './looking.ts';
import { createParty } from './party.ts';
import { createLanes } from './waiting.ts';
import { WAITS, type Waits } from './waits.ts';

/** So many users are remembered as new. */
const NEWBORNS_MAX = 20_000;

/** What the engine of one customer's tenant is made of. */
export interface EngineParts {
  readonly customerId: TenantId;
  readonly transport: Transport;
  readonly pace: Pace;
  readonly ledger: WriteLedger;
  readonly clock: Clock;
  readonly waits?: Waits;
}

/** Writes to one customer's tenant. Everybody in this process who writes there goes through the same one. */
export interface WriteEngine {
  /** `write` with the token and the calls of one agent. */
  writeWith(tokens: TokenSource, calls: Calls): CustomerHands['write'];
}

/** The engine of one customer's tenant. */
export function createEngine(parts: EngineParts): WriteEngine {
  const { customerId, ledger, clock, waits = WAITS } = parts;
  const budget = createBudget(customerId, ledger, clock);
  const batches = createBatches({ ...parts, budget });
  const lanes = createLanes();
  const born = new LRUCache<string, true>({ max: NEWBORNS_MAX });
  const newborns = {
    has: (userId: string) => born.has(userId),
    add: (userId: string) => void born.set(userId, true),
  };

  return {
    writeWith(tokens, calls) {
      const looking = createLooking(calls);
      return async (writes, told, signal) => {
        signal?.throwIfAborted();
        const party = createParty(tokens, clock);
        const hands = { party, batches, looking, waits, now: () => clock.now(), newborns };
        const stop = (): void => party.end(signal?.reason);
        signal?.addEventListener('abort', stop);
        const carried = writes.map((write) =>
          lanes.in(laneOf(write), async () => {
            told(await carryOut(write, hands));
          }),
        );
        try {
          // Graph being away for one is Graph being away for all: nobody tries on for long.
          for (const one of carried) one.catch((reason: unknown) => party.end(reason));
          const settled = await Promise.allSettled(carried);
          const failed = settled.find((one) => one.status === 'rejected');
          if (failed !== undefined) throw failed.reason;
        } finally {
          signal?.removeEventListener('abort', stop);
        }
      };
    },
  };
}

/** Writes of one lane go one after the other: those of one user, and those that want one name. */
const laneOf = (write: UserWrite): string =>
  write.kind === 'create' ? `name:${write.user.userName.toLowerCase()}` : write.userId;
