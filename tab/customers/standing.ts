import type { CustomerAct, RelationshipState } from './answers.ts';

/** How a relationship is shown: the colour of its badge. */
export const STATE_COLOR: Readonly<
  Record<RelationshipState, 'success' | 'warning' | 'danger' | 'informative'>
> = {
  created: 'informative',
  'approval-pending': 'informative',
  approved: 'informative',
  activating: 'informative',
  active: 'success',
  expiring: 'warning',
  expired: 'danger',
  'termination-requested': 'warning',
  terminating: 'danger',
  terminated: 'danger',
};

/** The acts at a customer in the order in which they are told. */
const ACTS: readonly CustomerAct[] = [
  'readUsers',
  'createUsers',
  'editUsers',
  'manageLicences',
  'resetPasswords',
  'deleteUsers',
  'restoreUsers',
  'grantRoles',
];

/** Whether all acts are allowed: then they are told in one word. */
export const mayAll = (may: Readonly<Record<CustomerAct, boolean>>): boolean =>
  ACTS.every((act) => may[act]);

/** The acts that are allowed, in their order. */
export const allowedOf = (may: Readonly<Record<CustomerAct, boolean>>): readonly CustomerAct[] =>
  ACTS.filter((act) => may[act]);
