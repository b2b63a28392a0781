import type { Forms, OrderTexts } from '../say.ts';

const SEATS: Forms = { one: '# seat', other: '# seats' };
const LEARNERS: Forms = { one: '# learner', other: '# learners' };

const REASONS = {
  declined: 'The card was declined',
  'expired-card': 'The card has expired',
  late: 'A payment is late',
} as const;

/** English, of orders. */
export const ordersEn: OrderTexts = {
  'order-confirmed': ({ seats, monthly }, say) => ({
    subject: `Your order is confirmed: ${say.count(seats, SEATS)}`,
    paragraphs: [
      `The payment provider has confirmed the order of ${say.count(seats, SEATS)}. It costs ${say.money(monthly)} a month before taxes, and the seats count from now on.`,
      'It runs for twelve months and renews by itself. The invoices come from the payment provider.',
    ],
  }),
  'payment-failed': ({ seats, reason, seatsEndAt }, say) => ({
    subject: `Payment failed: an order of ${say.count(seats, SEATS)} is suspended`,
    paragraphs: [
      `${REASONS[reason]}. The order is suspended; everybody works on.`,
      `Its seats count until ${say.moment(seatsEndAt)}. Enter a valid payment method under Billing: the payment is tried again at once.`,
    ],
  }),
  'payment-reminder': ({ seats, seatsEndAt }, say) => ({
    subject: `A payment is still missing: ${say.count(seats, SEATS)} at risk`,
    paragraphs: [
      `The order of ${say.count(seats, SEATS)} is still not paid. On ${say.moment(seatsEndAt)} its seats leave your capacity.`,
      'Enter a valid payment method under Billing: the payment is tried again at once.',
    ],
  }),
  'payment-received': ({ seats }, say) => ({
    subject: 'The payment has arrived',
    paragraphs: [
      `The order of ${say.count(seats, SEATS)} is active again. There is nothing for you to do.`,
    ],
  }),
  'unpaid-reminder': ({ since }, say) => ({
    subject: 'Your Headcount account is still inactive',
    paragraphs: [
      `Since ${say.moment(since)} the account has been inactive because its orders were not paid. Learning is stopped; your data is kept.`,
      'Enter a valid payment method under Billing, or place a new order, and it is active again.',
    ],
  }),
  'account-deactivated': ({ accessUntil, inactiveFrom }, say) => ({
    subject: 'Your Headcount account was deactivated',
    paragraphs: [
      `Nothing more is charged month by month. Everybody works on until ${say.moment(accessUntil)}.`,
      `After that a trial of 30 days begins; on ${say.moment(inactiveFrom)} the account becomes inactive. Until the end of what is paid it can be reactivated under Billing.`,
    ],
  }),
  'revive-reminder': ({ inactiveFrom }, say) => ({
    subject: 'Revive your Headcount account before it becomes inactive',
    paragraphs: [
      `The account was deactivated and is in its last trial. On ${say.moment(inactiveFrom)} it becomes inactive; after that only you can open it.`,
      'Place an order or enter an activation key, and it goes on as before.',
    ],
  }),
  'account-reactivated': () => ({
    subject: 'Your Headcount account is active again',
    paragraphs: [
      'The deactivation was taken back. Orders go on as before, and no fee is charged for them.',
    ],
  }),
  'termination-fee-charged': ({ fee }, say) => ({
    subject: 'The fee for ending an order early was charged',
    paragraphs: [
      `${say.money(fee)} before taxes: half of the price of the months that were left in its term. The invoice comes from the payment provider.`,
    ],
  }),
  'termination-fee-declined': ({ fee }, say) => ({
    subject: 'The fee for ending an order early was declined',
    paragraphs: [
      `${say.money(fee)} before taxes could not be charged to the card. It is tried again each day.`,
      'Update the payment method of the order on the Billing page.',
    ],
  }),
  'purchase-order-unsent': ({ learners, reference, isKnown, sales }, say) => ({
    subject: isKnown
      ? `Your purchase order ${reference} was not sent`
      : `It is not known whether your purchase order ${reference} was sent`,
    paragraphs: [
      isKnown
        ? `The request for ${say.count(learners, LEARNERS)} could not be mailed to sales.`
        : `The request for ${say.count(learners, LEARNERS)} was cut off while it was being mailed to sales. So that it is not ordered twice, it is not sent again by itself.`,
      `Please write to ${sales}, with the reference ${reference}.`,
    ],
  }),
};
