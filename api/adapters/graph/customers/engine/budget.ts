import type { TenantId } from '../../../../kernel/ids.ts';
import { SECOND_MS, type Instant } from '../../../../kernel/time.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { SpentWrites, WriteLedger } from '../../../../ports/write-ledger.ts';
import { TIMEOUT_MS } from '../../../transport/transport.ts';
import { untilAt } from './waiting.ts';

/** Graph takes so many writes of one app in one tenant … (Microsoft Graph: identity and access service limits) */
const WRITES_MAX = 3_000;
/** … in so long. */
const WINDOW_MS = 150 * SECOND_MS;

/**
 * A share of the limit stays free, for another installation of the app. Our own log needs none: it measures spans of one
 * clock, and every process is in the ledger.
 */
const SHARE_LEFT = 0.02;
const SHARE_MAX = Math.floor(WRITES_MAX * (1 - SHARE_LEFT));

/** Writes are reserved in blocks, so that the ledger is not written for each. */
const BLOCK = 100;

/** A block that is not used in so long is given up. */
const BLOCK_HELD_MS = 10 * SECOND_MS;

/** A write that was sent and not answered counts as if it would be answered so late: the transport waits no longer. */
const ANSWER_MAX_MS = TIMEOUT_MS;

/** How many writes may go to one customer's tenant. */
export interface WriteBudget {
  /** Waits until a write may go, and takes as many as may, up to `most` (1 or more). */
  take(most: number): Promise<number>;
  /** Writes that were taken were answered, or failed, now. */
  answered(count: number): void;
  /** Writes that were taken were not sent. */
  giveBack(count: number): void;
  /** No write goes before this: Graph asked for a pause. */
  pause(until: Instant): void;
}

/**
 * A sliding log of the writes to one customer's tenant, on the product's clock. A write counts from when it is sent
 * until 150 seconds after its answer: Graph counted it somewhere between the two, so its own window is never fuller than
 * ours. What all processes spend stands in the ledger.
 */
export function createBudget(customerId: TenantId, ledger: WriteLedger, clock: Clock): WriteBudget {
  let spent: SpentWrites[] = [];
  let underWay = 0;
  let block = { left: 0, until: 0 };
  let closedUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const reserve = async (): Promise<void> => {
    for (;;) {
      const now = clock.now();
      spent = spent.filter(({ freeAt }) => freeAt > now);
      const inTheAir = { count: underWay, freeAt: now + ANSWER_MAX_MS + WINDOW_MS };
      const { granted, freeAt } = await ledger.reserve(customerId, {
        mine: underWay === 0 ? spent : [...spent, inTheAir],
        want: BLOCK,
        freeAt: now + BLOCK_HELD_MS + ANSWER_MAX_MS + WINDOW_MS,
        most: SHARE_MAX,
      });
      if (granted > 0) {
        block = { left: granted, until: now + BLOCK_HELD_MS };
        return;
      }
      // What is in the air becomes free earlier than it is written down: it is looked at again soon.
      const soon = clock.now() + SECOND_MS;
      await untilAt(clock, Math.min(Math.max(freeAt ?? soon, soon), clock.now() + 5 * SECOND_MS));
    }
  };

  const takeInTurn = async (most: number): Promise<number> => {
    while (clock.now() < closedUntil) await untilAt(clock, closedUntil);
    if (block.left === 0 || clock.now() > block.until) await reserve();
    const count = Math.min(most, block.left);
    block = { ...block, left: block.left - count };
    underWay += count;
    return count;
  };

  return {
    take(most) {
      const taken = turn.then(() => takeInTurn(most));
      turn = taken.catch(() => undefined);
      return taken;
    },
    answered(count) {
      underWay -= count;
      const freeAt = clock.now() + WINDOW_MS;
      const last = spent.at(-1);
      // Those of one second are one entry: it stays until the last of them is free.
      if (
        last !== undefined &&
        Math.floor(last.freeAt / SECOND_MS) === Math.floor(freeAt / SECOND_MS)
      ) {
        spent[spent.length - 1] = { count: last.count + count, freeAt };
      } else spent.push({ count, freeAt });
    },
    giveBack(count) {
      underWay -= count;
      block = { ...block, left: block.left + count };
    },
    pause(until) {
      closedUntil = Math.max(closedUntil, until);
    },
  };
}
