import type { z } from 'zod';
import type { auditEntryShape } from '../../api/audit/contract.ts';

type Entry = z.infer<typeof auditEntryShape>;

const STATES = ['Trial', 'Active', 'Activation required', 'Inactive'] as const;

/** Something that happened to the account, and how it is told. */
export type Move = Pick<Entry, 'id' | 'at' | 'actor'> &
  (
    | { readonly what: 'account-state-changed'; readonly state: (typeof STATES)[number] }
    | {
        readonly what:
          | 'account-opened'
          | 'subscription-activated'
          | 'subscription-moved-here'
          | 'subscription-moved-away'
          | 'tenant-purgeable';
      }
  );

/** An entry of the audit as something that happened to the account; null where it is about something else. */
export function moveOf({ id, at, actor, what, data }: Entry): Move | null {
  const common = { id, at, actor };
  switch (what) {
    case 'subscription-activated':
      // The first tenant of a subscription is its first epoch (G-6).
      return { ...common, what: data['epoch'] === 1 ? what : 'subscription-moved-here' };
    case 'account-opened':
    case 'subscription-moved-away':
    case 'tenant-purgeable':
      return { ...common, what };
    case 'account-state-changed': {
      const state = STATES.find((known) => known === data['state']);
      return state === undefined ? null : { ...common, what, state };
    }
    default:
      return null;
  }
}
