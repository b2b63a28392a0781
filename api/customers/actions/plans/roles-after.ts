import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { EntryFault, RoleOutcome } from '../../rules/plans/entry.ts';
import { roleNameOf } from '../../rules/roles.ts';
import { writeAll, type Settled, type EntryWrite, type UnderWay, type Written } from './writing.ts';

/** A role that somebody who was just made is to hold. */
interface RoleWrite extends EntryWrite {
  readonly roleId: string;
}

/**
 * Those who were made get their directory roles, after all else: what is refused leaves the user there without it, and
 * is said.
 */
export async function withRoles(
  hands: CustomerHands,
  made: readonly Settled[],
  signal: AbortSignal | undefined,
): Promise<readonly Settled[]> {
  const writes = made.flatMap(roleWrites);
  const written = await writeAll(hands, writes, signal);
  const results = new Map<UnderWay, { roles: RoleOutcome[]; faults: EntryFault[] }>();
  for (const [place, { of, roleId }] of writes.entries()) {
    const outcome = written[place];
    if (outcome === undefined) continue;
    const { roles, faults } = results.get(of) ?? { roles: [], faults: [] };
    roles.push({ roleId, outcome: WORDS[outcome.outcome] });
    if (outcome.outcome !== 'done') faults.push(faultOf(outcome, roleId));
    results.set(of, { roles, faults });
  }
  return made.map((settled) => {
    const result = results.get(settled.of);
    if (result === undefined) return settled;
    const { roles, faults } = result;
    if (faults.length === 0) return { ...settled, roles };
    return { ...settled, roles, state: 'partly', faults: [...settled.faults, ...faults] };
  });
}

/** What the outcome of the write is for the role. */
const WORDS: Readonly<Record<Written['outcome'], RoleOutcome['outcome']>> = {
  done: 'given',
  refused: 'not-given',
  unknown: 'unknown',
};

function roleWrites({ of, state, user }: Settled): readonly RoleWrite[] {
  const { act } = of.entry;
  if (act?.kind !== 'create' || user === null || (state !== 'done' && state !== 'partly'))
    return [];
  return (act.roles ?? []).map((roleId) => ({
    ...{ of, roleId, step: `role:${roleId}` },
    act: { kind: 'role', userId: user.userId, roleId },
  }));
}

function faultOf(outcome: Exclude<Written, { outcome: 'done' }>, roleId: string): EntryFault {
  const { detail } = outcome;
  const role = roleNameOf(roleId);
  return outcome.outcome === 'refused'
    ? {
        code: 'permission-not-given',
        detail: `The user is there, but without the role ${role}; give it in the customer’s tenant. ${detail}`,
      }
    : {
        code: 'permission-outcome-unknown',
        detail: `The user is there; whether with the role ${role} is not known. Look in the customer’s tenant. ${detail}`,
      };
}
