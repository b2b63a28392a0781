/** Things to be done in rows: those of a row one after the other, so many rows at once. */
export interface Lane<T> {
  readonly rows: readonly (readonly T[])[];
  readonly atOnce: number;
}

/**
 * Does what lies in several lanes, which do not wait for each other. Where one thing fails nothing more is begun, what is
 * under way is waited for, and the first failure is thrown.
 */
export async function inLanes<T>(
  lanes: readonly Lane<T>[],
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const worker = async (queue: (readonly T[])[]): Promise<void> => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      for (const thing of row) {
        if (failures.length > 0) return;
        await act(thing).catch((error: unknown) => void failures.push(error));
      }
    }
  };
  await Promise.all(
    lanes.flatMap(({ rows, atOnce }) => {
      const queue = [...rows];
      return Array.from({ length: Math.min(atOnce, queue.length) }, () => worker(queue));
    }),
  );
  if (failures.length > 0) throw failures[0];
}
