import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Log } from '../../ports/log.ts';
import type { Payments, ProviderTruth } from '../../ports/payments.ts';
import type { Transport } from '../transport/transport.ts';
import { toDecimal } from './amounts.ts';
import { entriesPayload, orderPayload, sessionPayload, subscriptionPayload } from './payloads.ts';
import { eventsOf, paymentIn, problemIn, subscriptionIn } from './reading.ts';
import { isSigned } from './signature.ts';

/** The store at FastSpring. */
export interface FastSpringSettings {
  readonly username: string;
  readonly password: string;
  /** Under which webhooks are signed, and were signed before: the newest first. */
  readonly webhookSecrets: readonly string[];
  /** Where buyers pay: `https://headcount.onfastspring.com`. */
  readonly storefront: string;
  /** The product path of a seat for a month. */
  readonly product: string;
}

const API = 'https://api.fastspring.com';

/** A session of FastSpring lives for a day. */
const SESSION_MS = DAY_MS;

const unavailable = (detail: string, cause?: unknown): AppError =>
  new AppError('payments-unavailable', detail, { retryAfterSeconds: 30 }, { cause });

/** An answer of the API. */
interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** The outcome of an act on one subscription, in an answer that holds one for each. */
const actsPayload = z.object({
  subscriptions: z.array(
    z.object({ result: z.string(), error: z.record(z.string(), z.unknown()).nullish() }).loose(),
  ),
});

const reasonPayload = z.object({ reason: z.string().nullish() }).loose();

/** The payment provider FastSpring (B-8), by its REST API, sessions, and webhooks with expansion enabled. */
export function createFastSpring(
  transport: Transport,
  settings: FastSpringSettings,
  log: Log,
): Payments {
  const { username, password, storefront, product } = settings;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const call = async (method: string, path: string, body?: object): Promise<Answered> => {
    let answer: Response;
    try {
      answer = await transport(`${API}${path}`, {
        method,
        headers: {
          Authorization: authorization,
          Accept: 'application/json',
          'User-Agent': 'Headcount',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const parsed: unknown = text === '' ? null : JSON.parse(text);
      if (answer.status < 500 && answer.status !== 401 && answer.status !== 429)
        return { status: answer.status, body: parsed };
    } catch (cause) {
      throw unavailable('The payment provider does not answer. Try again in a minute.', cause);
    }
    log.warn({ status: answer.status }, 'the payment provider refuses');
    throw unavailable('The payment provider does not serve us now. Try again in a minute.');
  };

  /** The parsed body of an answer that must be one of success. */
  const must = async <T>(asked: Promise<Answered>, shape: z.ZodType<T>): Promise<T> => {
    const { status, body } = await asked;
    const parsed = shape.safeParse(body);
    if (status < 300 && parsed.success) return parsed.data;
    log.warn({ status }, 'the payment provider answers what is not understood');
    throw unavailable('The payment provider answered what is not understood. Try again later.');
  };

  const path = (subscriptionId: string): string =>
    `/subscriptions/${encodeURIComponent(subscriptionId)}`;

  const truthOf = async (subscriptionId: string): Promise<ProviderTruth | null> => {
    const asked = await call('GET', path(subscriptionId));
    if (asked.status === 404 || asked.status === 400) return null;
    const payload = await must(Promise.resolve(asked), subscriptionPayload);
    const subscription = subscriptionIn(payload);
    if (subscription === null) return null;
    const entries = await must(call('GET', `${path(subscriptionId)}/entries`), entriesPayload);
    const payments = entries.map(
      ({ beginPeriodDateValue: from, endPeriodDateValue: through, order }) =>
        paymentIn(
          order,
          subscriptionId,
          from == null || through == null ? null : { from, through },
        ),
    );
    const overdue = subscription.state === 'overdue';
    const { reason } = reasonPayload.parse(asked.body);
    return { subscription, payments, problem: overdue ? problemIn(reason) : null };
  };

  const acted = (done: z.infer<typeof actsPayload>): 'done' | 'ended' =>
    done.subscriptions.every(({ result }) => result === 'success') ? 'done' : 'ended';

  return {
    name: 'FastSpring',
    contacts: [
      { kind: 'web', address: 'https://questionacharge.com' },
      { kind: 'email', address: 'orders@fastspring.com' },
    ],
    async openCheckout({ seats, unitPrice, country, buyer, tenantId, buckets, orderId }) {
      const session = await must(
        call('POST', '/sessions', {
          contact: {
            first: buyer.firstName,
            last: buyer.lastName,
            email: buyer.email,
            company: buyer.company,
            phone: buyer.telephone,
            country,
          },
          items: [
            {
              product,
              quantity: seats,
              pricing: { price: { [unitPrice.currency]: toDecimal(unitPrice) } },
            },
          ],
          tags: { tenantId, orderId, buckets: String(buckets) },
        }),
        sessionPayload,
      );
      return {
        sessionId: session.id,
        url: `${storefront}/session/${encodeURIComponent(session.id)}`,
        expiresAt: session.expires ?? Date.now() + SESSION_MS,
      };
    },
    async boughtIn(sessionId) {
      const asked = await call('GET', `/sessions/${encodeURIComponent(sessionId)}`);
      if (asked.status === 404) return null;
      const { order } = await must(Promise.resolve(asked), sessionPayload);
      if (order == null) return null;
      const { items } = await must(
        call('GET', `/orders/${encodeURIComponent(order)}`),
        orderPayload,
      );
      const [subscription] = items.flatMap((item) => item.subscription ?? []);
      return typeof subscription === 'object' ? subscription.id : (subscription ?? null);
    },
    truthOf,
    async cancel(subscriptionId) {
      return acted(await must(call('DELETE', path(subscriptionId)), actsPayload));
    },
    async resume(subscriptionId) {
      const body = { subscriptions: [{ subscription: subscriptionId, deactivation: null }] };
      return acted(await must(call('POST', '/subscriptions', body), actsPayload));
    },
    async chargeOnce(subscriptionId, amount, reference) {
      const before = await truthOf(subscriptionId);
      const made = before?.payments.find((payment) => payment.reference === reference);
      if (made !== undefined) return made;
      const charge = {
        subscription: subscriptionId,
        price: toDecimal(amount),
        currency: amount.currency,
        tags: { reference },
      };
      await must(call('POST', '/subscriptions/charge', { subscriptions: [charge] }), actsPayload);
      const after = await truthOf(subscriptionId);
      return after?.payments.find((payment) => payment.reference === reference) ?? null;
    },
    async paymentMethodUrl(accountId) {
      const asked = call('GET', `/accounts/${encodeURIComponent(accountId)}/authenticate`);
      const { accounts } = await must(
        asked,
        z.object({ accounts: z.array(z.object({ url: z.url() })) }),
      );
      const [account] = accounts;
      if (account === undefined)
        throw unavailable('The payment provider names no page. Try again later.');
      return account.url;
    },
    async changeAddress(accountId, { line1, line2, city, region, postalCode, country }) {
      const address = {
        addressLine1: line1,
        addressLine2: line2,
        city,
        region,
        postalCode,
        country,
      };
      await must(
        call('POST', `/accounts/${encodeURIComponent(accountId)}`, { address }),
        z.unknown(),
      );
    },
    eventsIn(rawBody, signature) {
      if (!isSigned(rawBody, signature, settings.webhookSecrets)) return null;
      try {
        return eventsOf(JSON.parse(rawBody.toString('utf8')));
      } catch (cause) {
        throw new AppError(
          'malformed-json',
          'The body is no webhook of the payment provider.',
          {},
          { cause },
        );
      }
    },
  };
}
