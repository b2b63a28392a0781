/** A password of a plan's entry that has not been handed out. */
export interface HeldPassword {
  /** Which entry of the plan. */
  readonly no: number;
  readonly password: string;
  /** An earlier process has tried the same with a password that nobody knows any more: theirs may be the one that was set. */
  readonly doubtful: boolean;
}

/**
 * Temporary passwords (C-2): made by chance alone and held in this process's memory until they are handed out, never
 * stored or logged. What a stop or time has taken is made anew at hand-out.
 */
export interface Passwords {
  /** A new one that every directory takes: 16 characters of four sorts, without those that are misread. */
  make(): string;
  /** Holds the password that an entry's user was given; a later one takes the place of the earlier. */
  hold(planId: string, held: HeldPassword): void;
  /** What is held for an entry; null where nothing is. */
  heldFor(planId: string, no: number): HeldPassword | null;
  /** Holds nothing for an entry any more. */
  forget(planId: string, no: number): void;
  /** How many are held of a plan. */
  waiting(planId: string): number;
  /** Gives what is held of a plan, in no order, and holds it no more. */
  handOut(planId: string): readonly HeldPassword[];
}
