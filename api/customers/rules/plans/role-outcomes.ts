import type { Entry, RoleOutcome } from './entry.ts';

/** What became of each directory role that an act is to give, in order; empty for acts that give none. */
export function rolesOf({ act, state, outcome }: Entry): readonly RoleOutcome[] {
  if (act?.kind !== 'create') return [];
  const told = outcome?.roles ?? [];
  return (act.roles ?? []).map(
    (roleId) => told.find((one) => one.roleId === roleId) ?? { roleId, outcome: UNTOLD[state] },
  );
}

/** How it stands with a role of which nothing was noted, by how far the act is. */
const UNTOLD: Readonly<Record<Entry['state'], RoleOutcome['outcome']>> = {
  planned: 'planned',
  begun: 'planned',
  // Noted before roles were: a fault says where one was not given.
  done: 'given',
  partly: 'unknown',
  refused: 'not-given',
  unknown: 'unknown',
  skipped: 'not-given',
};
