import { keptWith } from '../kernel/kept-with.ts';

/**
 * Asks once for all who want the same in one turn of the event loop. For answers to requests that have only just come
 * in: they had all come in before the turn's first reading, so none is told what was true before it was asked. Not for
 * whoever has written something before: that may have been in the same turn.
 */
export function byTurn<World extends object, Asked, Told>(
  ask: (world: World, asked: Asked) => Promise<Told>,
  keyOf: (asked: Asked) => string,
): (world: World, asked: Asked) => Promise<Told> {
  const toldOf = keptWith<Map<string, Promise<Told>>>(() => new Map());
  return (world, asked) => {
    const told = toldOf(world);
    const key = keyOf(asked);
    const before = told.get(key);
    if (before !== undefined) return before;
    if (told.size === 0) setImmediate(() => told.clear());
    const now = ask(world, asked);
    told.set(key, now);
    return now;
  };
}
