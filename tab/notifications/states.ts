import type { z } from 'zod';
import type { deliveryState, notificationShape } from '../../api/notifications/contract.ts';

type Notification = z.infer<typeof notificationShape>;

/** How a notification can fare, as one can ask for it. */
export const STATES: readonly z.infer<typeof deliveryState>[] = [
  'delivered',
  'waiting',
  'sending',
  'unreachable',
  'unknown',
  'failed',
];

/** Whether it is going out now: it will stand otherwise in a moment. One that waits for a later try will not. */
export const isMoving = ({ state, tries }: Pick<Notification, 'state' | 'tries'>): boolean =>
  state === 'sending' || (state === 'waiting' && tries === 0);

/** The reasons that have words of their own. */
const KNOWN_REASONS = [
  'no-address',
  'address-refused',
  'account-gone',
  'account-disabled',
  'no-answer',
  'interrupted',
  'throttled',
  'not-permitted',
  'sender-missing',
  'refused',
  'not-reached',
  'not-configured',
  'no-conversation',
  'bot-blocked',
  'bot-disabled',
  'bot-removed',
] as const;

/** The key of the words for a reason; null where the state says itself, `other` for one that is newer than this tab. */
export const reasonKeyOf = (
  reason: string | null,
): (typeof KNOWN_REASONS)[number] | 'other' | null =>
  reason === null ? null : (KNOWN_REASONS.find((known) => known === reason) ?? 'other');

/** The figures of a notice that its words tell; 0 where it has none. */
export function figuresOf(data: Readonly<Record<string, unknown>>): {
  readonly share: number;
  readonly days: number;
} {
  const numberIn = (name: string): number => {
    const value = data[name];
    return typeof value === 'number' ? value : 0;
  };
  return { share: numberIn('threshold') / 100, days: numberIn('daysLeft') };
}
