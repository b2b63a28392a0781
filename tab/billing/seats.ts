/** How many users one order may add (B-4). */
export interface OrderBounds {
  readonly seatsMin: number;
  readonly seatsMax: number;
}

/** What is wrong with a number of users as it is typed. */
export type UsersFault = 'whole' | 'few' | 'many';

/** The number of users that was typed; NaN where it is no whole number in plain digits. */
export const readUsers = (typed: string): number =>
  /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN;

/** What is wrong with a typed number of users; null where it can be ordered. */
export function usersFaultOf(
  typed: string,
  { seatsMin, seatsMax }: OrderBounds,
): UsersFault | null {
  const users = readUsers(typed);
  if (Number.isNaN(users)) return 'whole';
  if (users < seatsMin) return 'few';
  return users > seatsMax ? 'many' : null;
}
