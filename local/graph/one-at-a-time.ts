import { setTimeout as sleep } from 'node:timers/promises';
import { GraphRefusal } from './errors.ts';

/** 409 for a second write to an object that is being written. */
export function concurrencyViolation(): GraphRefusal {
  return new GraphRefusal(
    409,
    'Directory_ConcurrencyViolation',
    'Error due to concurrent requests being made to the tenant. Please wait briefly and retry.',
  );
}

/** Lets one write at a time reach an object, each taking so long on the system clock. */
export type OneAtATime = <T>(
  target: string,
  takesMs: number,
  write: () => T | Promise<T>,
) => Promise<T>;

/** The answer rejects with a GraphRefusal 409 while another write to the same target is under way. */
export function createOneAtATime(): OneAtATime {
  const underWay = new Set<string>();
  return async (target, takesMs, write) => {
    if (underWay.has(target)) throw concurrencyViolation();
    underWay.add(target);
    try {
      if (takesMs > 0) await sleep(takesMs);
      return await write();
    } finally {
      underWay.delete(target);
    }
  };
}
