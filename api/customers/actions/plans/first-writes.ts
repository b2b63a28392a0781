import type { Passwords } from '../../../ports/passwords.ts';
import type { EntryWrite, UnderWay } from './writing.ts';

/** The step that decides what became of an entry. */
export const MAIN = 'main';
/** The location that is set before licences are given. */
export const LOCATION = 'location';

/** What is written first for an entry, in order. */
export function firstWrites(of: UnderWay, passwords: Passwords): readonly EntryWrite[] {
  const { act, before } = of.entry;
  if (act === null) return [];
  const main = (write: EntryWrite['act']): EntryWrite => ({ of, step: MAIN, act: write });
  switch (act.kind) {
    case 'create':
      return [main({ kind: 'create', user: act.user, password: passwordFor(of, passwords) })];
    case 'password':
      return [main({ ...act, password: passwordFor(of, passwords) })];
    case 'licences': {
      const { userId, add, remove, usageLocation } = act;
      const licences = main({ kind: 'licences', userId, add, remove });
      if (usageLocation === null || before?.usageLocation != null) return [licences];
      const edit = { kind: 'edit', userId, changes: { usageLocation } } as const;
      return [{ of, step: LOCATION, act: edit }, licences];
    }
    case 'restore': {
      const { userId, userName } = act;
      return [
        main({ kind: 'restore', userId, ...(userName === null ? {} : { newUserName: userName }) }),
      ];
    }
    case 'edit':
    case 'delete':
      return [main(act)];
  }
}

/**
 * The password of an entry: within one process the same for every try, so that it is known whichever try was carried
 * out. Held from before the first try.
 */
function passwordFor({ entry: { planId, no }, resumed }: UnderWay, passwords: Passwords): string {
  const held = passwords.heldFor(planId, no) ?? {
    no,
    password: passwords.make(),
    doubtful: resumed,
  };
  passwords.hold(planId, held);
  return held.password;
}
