import type { Writes } from './writes.ts';

/** Writes that begin in one place and may go on in another. */
export interface MovingWrites extends Writes {
  /** Moves to the other place as soon as that is ready; asked again, it changes nothing. */
  move(): void;
}

/**
 * Begins with `here` and, when told to move, goes on `there`. What was taken here is finished here before anything is
 * written there, so that there is one writer at any time and one order of commits. Where `there` cannot be made, all stays here.
 */
export function movingWrites(
  here: Writes,
  there: () => Promise<Writes>,
  on: { readonly moved: () => void; readonly failed: (error: unknown) => void },
): MovingWrites {
  let current = here;
  /** While the writes move, whoever writes waits for it. */
  let moving: Promise<void> | null = null;
  let asked = false;
  let starting: Promise<void> = Promise.resolve();
  let ended = false;

  const start = async (): Promise<void> => {
    const next = await there();
    if (ended) {
      await next.end();
      return;
    }
    moving = here.end().then(() => {
      current = next;
      moving = null;
      on.moved();
    });
    await moving;
  };

  return {
    move() {
      if (asked || ended) return;
      asked = true;
      starting = start().catch(on.failed);
    },
    async commit(partition, steps) {
      if (moving !== null) await moving;
      return current.commit(partition, steps);
    },
    async dropSome(kind, before) {
      if (moving !== null) await moving;
      return current.dropSome(kind, before);
    },
    async end() {
      ended = true;
      if (moving !== null) await moving;
      await current.end();
      await starting;
    },
  };
}
