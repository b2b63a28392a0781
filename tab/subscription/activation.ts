import type { z } from 'zod';
import { activationBody, type subscriptionShape } from '../../api/subscriptions/contract.ts';
import { ApiError } from '../api-error.ts';
import { textFaultOf, type TextFault } from '../text-fault.ts';
import { readTyped } from './key.ts';

/** What the form of an activation asks for as text (L-33), in the order in which it is asked. */
export const TEXT_FIELDS = [
  'key',
  'organisation',
  'firstName',
  'lastName',
  'email',
  'telephone',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** The form as it is filled in. */
export type Draft = Readonly<Record<TextField, string>> & { readonly acceptedTerms: boolean };

/** Nothing is filled in yet. */
export const EMPTY_DRAFT: Draft = {
  key: '',
  organisation: '',
  firstName: '',
  lastName: '',
  email: '',
  telephone: '',
  acceptedTerms: false,
};

/** What is wrong with a field other than the key, by the API's own rule; null where nothing is. */
export const faultOf = (field: Exclude<TextField, 'key'>, value: string): TextFault | null =>
  textFaultOf(activationBody.shape[field], value);

/** The first field that has to be corrected before the form can be sent; null where it can. */
export const firstFault = (draft: Draft): TextField | null =>
  TEXT_FIELDS.find((field) =>
    field === 'key'
      ? readTyped(draft.key).is !== 'complete'
      : faultOf(field, draft[field]) !== null,
  ) ?? null;

/** The refusals that say something of the key, and belong beside it. */
export const KEY_REFUSALS = [
  'key-mistyped',
  'key-unknown',
  'key-revoked',
  'key-expired',
  'too-many-wrong-keys',
  'plan-clash',
] as const;
export type KeyRefusal = (typeof KEY_REFUSALS)[number];

/** What a refusal says of the key; null where it is about something else. */
export const keyRefusalOf = (error: unknown): KeyRefusal | null =>
  error instanceof ApiError ? (KEY_REFUSALS.find((code) => code === error.code) ?? null) : null;

/** Whether the subscription is active on another tenant and may be moved (G-6). */
export const isElsewhere = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'subscription-active-elsewhere';

type Subscription = z.infer<typeof subscriptionShape>;

/** What an activation can change, as it stands at one time. */
export type Before = Pick<Subscription, 'account' | 'learning' | 'graces' | 'subscriptions'> & {
  readonly seats: Pick<Subscription['seats'], 'capacity'>;
};

/** One thing that an activation changed. */
export type Changed = 'capacity' | 'state' | 'learning-open' | 'window-closed';

/** What differs after an activation, in the order in which it is told. */
export function changedBetween(before: Before, after: Before): readonly Changed[] {
  const changed: Changed[] = [];
  if (before.seats.capacity !== after.seats.capacity) changed.push('capacity');
  if (before.account.state !== after.account.state) changed.push('state');
  if (before.learning !== 'open' && after.learning === 'open') changed.push('learning-open');
  if (before.graces.length > 0 && after.graces.length === 0) changed.push('window-closed');
  return changed;
}
