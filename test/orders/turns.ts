import fc from 'fast-check';
import type { Death } from '../directory/crashing-store.ts';

/** How events are brought that the provider has told. */
export interface Bringing {
  /** So many of them; what is left comes later, or never. */
  readonly count: number;
  readonly isReversed: boolean;
  readonly isApart: boolean;
  readonly times: number;
}

/** One thing that happens. */
export type Act =
  | {
      readonly act: 'buy';
      readonly seats: number;
      readonly isGood: boolean;
      readonly pays: boolean;
    }
  | { readonly act: 'pass'; readonly duration: string }
  | ({ readonly act: 'bring' } & Bringing)
  | { readonly act: 'lose'; readonly count: number }
  | { readonly act: 'card'; readonly isGood: boolean }
  | { readonly act: 'come-back' | 'forge' | 'repeat' | 'deactivate' | 'reactivate' | 'end' };

/** An act, where the process dies that does it, and whether whoever got no answer asks again. */
export interface Turn {
  readonly act: Act;
  readonly death: Death | null;
  readonly isAskedAgain: boolean;
}

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ act: fc.constant('buy' as const), seats: fc.integer({ min: 10, max: 40 }) },
      ...{ isGood: fc.boolean(), pays: fc.boolean() },
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('pass' as const),
      duration: fc.constantFrom('PT3H', 'P6D', 'P16D', 'P1M'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...{ act: fc.constant('bring' as const), count: fc.integer({ min: 1, max: 6 }) },
      ...{ isReversed: fc.boolean(), isApart: fc.boolean() },
      times: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ act: fc.constant('lose' as const), count: fc.integer({ min: 1, max: 3 }) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('card' as const), isGood: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Act>(
      ...(['come-back', 'forge', 'repeat', 'deactivate', 'reactivate', 'end'] as const).map(
        (act) => ({ act }),
      ),
    ),
  },
);

/** Any turn. */
export const turns: fc.Arbitrary<Turn> = fc.record({
  act: acts,
  death: fc.option(
    fc.record({
      atCommit: fc.integer({ min: 1, max: 9 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    { freq: 2 },
  ),
  isAskedAgain: fc.boolean(),
});
