import { createGuidScheme } from '../../local/guid.ts';
import { HOME_TENANT_ID } from '../../local/cloud.ts';

const AT_ONCE = 8;

/**
 * So many rounds change other users each; the next as many change the same ones back. A tenant has as many users for
 * each change.
 */
const ROUNDS_OF_OTHERS = 10;

/** What happens to the nth of the users who change, in turn: disabled, renamed, deleted. */
const acts = [
  { path: '/disable', method: 'POST', body: {} },
  { path: '', method: 'PATCH', body: { displayName: 'Renamed Person' } },
  { path: '/deletion', method: 'POST', body: {} },
] as const;
/** And back: enabled, renamed, restored. */
const actsBack = [
  { path: '/enable', method: 'POST', body: {} },
  { path: '', method: 'PATCH', body: { displayName: 'Somebody Else' } },
  { path: '/restore', method: 'POST', body: {} },
] as const;

/** Changes so many users, spread evenly over the tenant. */
export async function changeUsers(
  origin: string,
  users: number,
  changes: number,
  round: number,
): Promise<void> {
  const { guidAt } = createGuidScheme(`${HOME_TENANT_ID}/users`);
  const step = Math.floor(users / changes);
  const ids = Array.from({ length: changes }, (_, i) =>
    guidAt(8 + i * step + (round % ROUNDS_OF_OTHERS)),
  );
  const turn = Math.floor(round / ROUNDS_OF_OTHERS) % 2 === 0 ? acts : actsBack;
  const queue = ids.entries();
  const work = async (): Promise<void> => {
    for (const [place, id] of queue) {
      const { path, method, body } = turn[place % turn.length] ?? turn[0];
      const answer = await fetch(`${origin}/tenants/${HOME_TENANT_ID}/users/${id}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}.`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
