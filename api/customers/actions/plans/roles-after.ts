import type { CustomerHands } from '../../../ports/customer-directory.ts';
import type { EntryFault } from '../../rules/plans/entry.ts';
import { roleNameOf } from '../../rules/roles.ts';
import type { Settled } from './settle.ts';
import { writeAll, type EntryWrite, type UnderWay, type Written } from './writing.ts';

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
  const faults = new Map<UnderWay, EntryFault[]>();
  for (const [place, { of, roleId }] of writes.entries()) {
    const outcome = written[place];
    if (outcome === undefined || outcome.outcome === 'done') continue;
    faults.set(of, [...(faults.get(of) ?? []), faultOf(outcome, roleId)]);
  }
  return made.map((settled) => {
    const more = faults.get(settled.of);
    return more === undefined
      ? settled
      : { ...settled, state: 'partly', faults: [...settled.faults, ...more] };
  });
}

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
