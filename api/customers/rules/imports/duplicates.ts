import type { EntryFault } from '../plans/entry.ts';

/** Remembers the user names of a file, each with the line of the first row that has it. */
export function createNamesSeen(): (userName: string, line: number) => number | null {
  const lines = new Map<string, number>();
  return (userName, line) => {
    const key = userName.toLowerCase();
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    return first ?? null;
  };
}

/** The user name stands in an earlier row. */
export const nameTwice = (firstLine: number, column: string): EntryFault => ({
  code: 'user-name-twice',
  detail: `Line ${firstLine} has the same user name. Every user needs one of its own.`,
  facts: { line: firstLine },
  column,
});

/** Somebody at the customer has the user name. */
export const nameTaken = (column: string): EntryFault => ({
  code: 'name-taken',
  detail: 'A user of the customer has this user name. Choose another, or leave the row out.',
  column,
});
