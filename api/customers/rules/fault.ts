/** Why something is not done: a stable code, and field, rule and remedy in words. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
}
