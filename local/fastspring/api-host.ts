import type { Answer, Call, Host } from '../wire.ts';
import type { Session, Tags } from './book.ts';
import {
  accountPayload,
  entriesPayload,
  orderPayload,
  sessionPayload,
  subscriptionPayload,
  type InvoiceUrl,
} from './payloads.ts';
import type { Seller } from './seller.ts';

/** The host of FastSpring's API. */
export const FASTSPRING_HOST = 'api.fastspring.com';
/** The credentials that it takes here. */
export const FASTSPRING_USERNAME = 'LOCALCLOUDUSER';
export const FASTSPRING_PASSWORD = 'local-cloud-fastspring-password';

const AUTHORIZATION = `Basic ${Buffer.from(`${FASTSPRING_USERNAME}:${FASTSPRING_PASSWORD}`).toString('base64')}`;

type Values = Readonly<Record<string, unknown>>;

const valuesIn = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
const listIn = (value: unknown): Values[] => (Array.isArray(value) ? value.map(valuesIn) : []);
const textsIn = (value: unknown): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    Object.entries(valuesIn(value)).map(([name, text]) => [
      name,
      typeof text === 'string' ? text : null,
    ]),
  );
const tagsIn = (value: unknown): Tags =>
  Object.fromEntries(
    Object.entries(textsIn(value)).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
  );

const ok = (body: unknown): Answer => ({ status: 200, body });
const refused = (status: number, action: string, reason: string): Answer => ({
  status,
  body: { action, result: 'error', error: { reason } },
});
const done = (action: string, id: string, success: boolean): Answer => ({
  status: 200,
  body: {
    subscriptions: [
      success
        ? { action, subscription: id, result: 'success' }
        : {
            action,
            subscription: id,
            result: 'error',
            error: { subscription: 'Subscription is not active.' },
          },
    ],
  },
});

/** FastSpring's API, as far as it is used (developer.fastspring.com). */
export function createApiHost(
  seller: Seller,
  invoiceUrl: InvoiceUrl,
  accountUrl: (account: string) => string,
): Host {
  const { book } = seller;

  const openSession = (body: Values): Answer => {
    const [item] = listIn(body['items']);
    const quantity = item?.['quantity'];
    const prices = Object.entries(valuesIn(valuesIn(item?.['pricing'])['price']));
    const [priced] = prices;
    if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
      return refused(400, 'session.create', 'quantity is not valid');
    if (priced === undefined || typeof priced[1] !== 'number')
      return refused(400, 'session.create', 'pricing is not valid');
    const wish: Omit<Session, 'id' | 'expires' | 'order'> = {
      contact: textsIn(body['contact']),
      quantity,
      priceMinor: Math.round(priced[1] * 100),
      currency: priced[0],
      tags: tagsIn(body['tags']),
    };
    return ok(sessionPayload(seller.openSession(wish)));
  };

  const charge = (body: Values): Answer => {
    const [wish = {}] = listIn(body['subscriptions']);
    const id = typeof wish['subscription'] === 'string' ? wish['subscription'] : '';
    const subscription = book.subscriptions.get(id);
    const price = wish['price'];
    if (subscription === undefined || typeof price !== 'number')
      return refused(400, 'subscription.charge', 'Subscription not found');
    return done(
      'subscription.charge',
      id,
      seller.charge(subscription, Math.round(price * 100), tagsIn(wish['tags'])),
    );
  };

  const resume = (body: Values): Answer => {
    const [wish = {}] = listIn(body['subscriptions']);
    const id = typeof wish['subscription'] === 'string' ? wish['subscription'] : '';
    const subscription = book.subscriptions.get(id);
    if (subscription === undefined)
      return refused(400, 'subscription.update', 'Subscription not found');
    return done(
      'subscription.update',
      id,
      wish['deactivation'] !== null || seller.resume(subscription),
    );
  };

  const onSubscription = (method: string, id: string, more: string | undefined): Answer => {
    const subscription = book.subscriptions.get(id);
    if (subscription === undefined)
      return refused(404, 'subscription.get', 'Subscription not found');
    if (method === 'DELETE') return done('subscription.cancel', id, seller.cancel(subscription));
    if (more === 'entries') return ok(entriesPayload(book, id, invoiceUrl));
    return ok(subscriptionPayload(book, subscription));
  };

  const onAccount = (
    method: string,
    id: string,
    more: string | undefined,
    body: Values,
  ): Answer => {
    const account = book.accounts.get(id);
    if (account === undefined) return refused(404, 'account.get', 'Account not found');
    if (more === 'authenticate')
      return ok({
        accounts: [
          {
            action: 'account.authenticate.get',
            account: id,
            result: 'success',
            url: accountUrl(id),
          },
        ],
      });
    if (method === 'POST') seller.changeAddress(account, textsIn(body['address']));
    return ok(accountPayload(account));
  };

  return ({ method, url, headers, body }: Call): Answer => {
    if (headers.authorization !== AUTHORIZATION)
      return refused(401, 'authenticate', 'Unauthorized');
    const [subject = '', id, more] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    const values = valuesIn(body);
    if (subject === 'sessions' && method === 'POST' && id === undefined) return openSession(values);
    if (subject === 'sessions' && id !== undefined) {
      const session = book.sessions.get(id);
      return session === undefined
        ? refused(404, 'session.get', 'Session not found')
        : ok(sessionPayload(session));
    }
    if (subject === 'subscriptions' && method === 'POST')
      return id === 'charge' ? charge(values) : resume(values);
    if (subject === 'subscriptions' && id !== undefined) return onSubscription(method, id, more);
    if (subject === 'accounts' && id !== undefined) return onAccount(method, id, more, values);
    const order = subject === 'orders' && id !== undefined ? book.orders.get(id) : undefined;
    if (order !== undefined) return ok(orderPayload(book, order, invoiceUrl));
    return refused(404, `${subject}.get`, 'Not found');
  };
}
