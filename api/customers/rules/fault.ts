import { REFUSALS, type Refusal } from '../../kernel/customers.ts';

/** The reason that a code names; whatever else is refused is just that. */
export const asRefusal = (code: string): Refusal =>
  REFUSALS.find((known) => known === code) ?? 'refused';

/** What a refusal speaks of, by name: numbers, and names that are the same in every language. */
export type Facts = Readonly<Record<string, string | number>>;

/** Why something is not done: a stable code, its facts, and field, rule and remedy in words. */
export interface Fault {
  readonly code: Refusal;
  readonly detail: string;
  readonly facts?: Facts;
}
