import { randomInt } from 'node:crypto';
import { HOUR_MS } from '../../kernel/time.ts';
import type { HeldPassword, Passwords } from '../../ports/passwords.ts';

const LENGTH = 16;
/** Without I, L, O, l, o, 0 and 1, which are misread on paper. */
const SORTS = ['ABCDEFGHJKMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!#%+-=?@'];
const ALL = SORTS.join('');

const oneOf = (characters: string): string => characters[randomInt(characters.length)] ?? '';

/** One of each sort and others of all, in an order of chance: Fisher and Yates. */
function makePassword(): string {
  const characters = Array.from({ length: LENGTH }, (_, place) => oneOf(SORTS[place] ?? ALL));
  for (let last = LENGTH - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    const kept = characters[last] ?? '';
    characters[last] = characters[other] ?? '';
    characters[other] = kept;
  }
  return characters.join('');
}

/** For so long passwords are held after the last one of their plan was made. */
const HELD_MS = 12 * HOUR_MS;
/** So many are held in all; of more, the oldest plans' go first. */
const HELD_MAX = 200_000;

interface Bundle {
  readonly byNo: Map<number, HeldPassword>;
  lastAtMs: number;
}

/** Passwords in the memory of this process, on the system's clock. */
export function createPasswords(): Passwords {
  /** The plan that was given a password last is the last. */
  const bundles = new Map<string, Bundle>();
  let count = 0;

  const drop = (planId: string): Bundle | undefined => {
    const bundle = bundles.get(planId);
    count -= bundle?.byNo.size ?? 0;
    bundles.delete(planId);
    return bundle;
  };

  const dropOld = (nowMs: number): void => {
    for (const [planId, { lastAtMs }] of bundles) {
      if (count <= HELD_MAX && nowMs - lastAtMs <= HELD_MS) return;
      drop(planId);
    }
  };

  return {
    make: makePassword,
    hold(planId, held) {
      const nowMs = Date.now();
      const byNo = drop(planId)?.byNo ?? new Map<number, HeldPassword>();
      byNo.set(held.no, held);
      count += byNo.size;
      bundles.set(planId, { byNo, lastAtMs: nowMs });
      dropOld(nowMs);
    },
    heldFor: (planId, no) => bundles.get(planId)?.byNo.get(no) ?? null,
    forget(planId, no) {
      if (bundles.get(planId)?.byNo.delete(no) === true) count -= 1;
    },
    waiting: (planId) => bundles.get(planId)?.byNo.size ?? 0,
    handOut(planId) {
      dropOld(Date.now());
      const byNo = drop(planId)?.byNo ?? new Map<number, HeldPassword>();
      return [...byNo.values()];
    },
  };
}
