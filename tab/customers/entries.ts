import type { CustomerEntry, CustomerJob } from './answers.ts';

/** How far a user of a bulk act is. */
export type EntryState = CustomerEntry['state'];

/** The states in the order in which they are told: what asks for somebody comes first. */
const ENTRY_STATES: readonly EntryState[] = [
  'refused',
  'partly',
  'unknown',
  'skipped',
  'done',
  'begun',
  'planned',
];

/** The colour of a state's badge. */
export const ENTRY_COLOR: Readonly<
  Record<EntryState, 'success' | 'warning' | 'danger' | 'informative'>
> = {
  planned: 'informative',
  begun: 'informative',
  done: 'success',
  partly: 'warning',
  refused: 'danger',
  unknown: 'warning',
  skipped: 'informative',
};

/** The states that users of a bulk act are in, with how many, in their order. */
export const statesOf = (
  counts: CustomerJob['counts'],
): readonly { readonly state: EntryState; readonly count: number }[] =>
  ENTRY_STATES.map((state) => ({ state, count: counts[state] })).filter(({ count }) => count > 0);

/** Whether every user of a bulk act came out as wanted. */
export const isWholly = ({ counts, total }: Pick<CustomerJob, 'counts' | 'total'>): boolean =>
  counts.done === total;
