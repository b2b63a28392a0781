import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** A component in a chunk of its own, which is read when it is first shown, or ahead of that. */
export interface Chunk<P> {
  readonly Part: ComponentType<P>;
  /** What fails here fails again where the part is shown, and is told there. */
  readonly readAhead: () => Promise<void>;
}

/**
 * Not by `lazy` and Suspense: what React awaited it shows 300 ms after the placeholder at the soonest.
 * @param placeholder stands there while the chunk is read; whatever keeps it from being read is thrown to the boundary
 */
export function chunk<P extends object>(
  load: () => Promise<ComponentType<P>>,
  placeholder: ReactNode,
): Chunk<P> {
  let ready: ComponentType<P> | null = null;
  const read = async (): Promise<void> => {
    ready = await load();
  };
  return {
    Part: function Part(props: P) {
      const [Shown, show] = useState(() => ready);
      const [failed, fail] = useState<{ readonly error: unknown } | null>(null);
      useEffect(() => {
        if (Shown !== null) return;
        read().then(
          () => show(() => ready),
          (error: unknown) => fail({ error }),
        );
      }, [Shown]);
      if (failed !== null) throw failed.error;
      return Shown === null ? placeholder : <Shown {...props} />;
    },
    readAhead: () => read().catch(() => undefined),
  };
}
