import type { Restorations } from './asked.ts';
import type { RestorationsPreview } from './answers.ts';

/** The new user names that somebody has typed, by user. */
export type NewNames = ReadonlyMap<string, string>;

/** What is asked for: the users in the order chosen, with the names under which they come back. */
export const askedRestorations = (userIds: readonly string[], names: NewNames): Restorations => ({
  users: userIds.map((userId) => {
    const name = names.get(userId)?.trim() ?? '';
    return name === '' ? { userId } : { userId, newUserName: name };
  }),
});

/** The names that are offered where the old ones are taken, beside those that were typed already (C-5). */
export function withOffered(names: NewNames, preview: RestorationsPreview): NewNames {
  const next = new Map(names);
  for (const { userId, outcome, offeredUserName } of preview.users) {
    if (outcome === 'clash' && offeredUserName !== null) {
      next.set(userId, offeredUserName);
    }
  }
  return next;
}

/** Whether a preview is of other names than those that stand there now. */
export const isOutdated = (seen: NewNames, now: NewNames): boolean =>
  JSON.stringify([...seen].toSorted()) !== JSON.stringify([...now].toSorted());
