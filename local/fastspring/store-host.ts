import type { Answer, Call, Host } from '../wire.ts';
import { cardIn, CARDS } from './cards.ts';
import type { Seller } from './seller.ts';

/** The host of the seller's store, on which buyers pay. */
export const STORE_HOST = 'headcount.onfastspring.com';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const amount = (minor: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(minor / 100);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
label{display:block;margin-top:1rem;font-weight:600}input{font:inherit;width:100%;padding:.5rem;box-sizing:border-box;border:1px solid #616161;border-radius:4px}
button{font:inherit;font-weight:600;margin-top:1.5rem;padding:.6rem 1.2rem;border:0;border-radius:4px;background:#0b5cad;color:#fff}
[role=alert]{color:#a4262c;font-weight:600}small{display:block;margin-top:2rem;color:#505050}`;

const page = (status: number, title: string, body: string): Answer => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
  },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
});

const notFound = (): Answer => page(404, 'Not found', '<p>There is nothing here.</p>');

const form = (button: string, fault: string | null): string => `
${fault === null ? '' : `<p role="alert">${escaped(fault)}</p>`}
<form method="post">
<label for="number">Card number</label><input id="number" name="number" inputmode="numeric" autocomplete="cc-number" required>
<label for="expires">Expiry (MM/YY)</label><input id="expires" name="expires" autocomplete="cc-exp" required>
<label for="code">Security code</label><input id="code" name="code" inputmode="numeric" autocomplete="cc-csc" required>
<button type="submit">${escaped(button)}</button></form>
<small>This page stands in for the payment provider; nothing is charged. ${Object.entries(CARDS)
  .map(([number, manner]) => `${number.replace(/(.{4})(?=.)/g, '$1 ')}: ${manner}`)
  .join('; ')}.</small>`;

const textIn = (body: unknown, name: string): string => {
  const value = (body as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
};

/** The pages on which a person pays, changes the card, and reads an invoice. */
export function createStoreHost(seller: Seller, now: () => number): Host {
  const { book } = seller;

  const session = ({ method, body }: Call, id: string): Answer => {
    const found = book.sessions.get(id);
    if (found === undefined) return notFound();
    const title = 'Complete your order';
    const paid = (): Answer =>
      page(
        200,
        'Thank you for your order',
        '<p>The payment was taken. You can close this page and go back to Headcount.</p>',
      );
    if (found.order !== null) return paid();
    if (found.expires <= now())
      return page(410, 'This checkout has expired', '<p>Go back and place the order again.</p>');
    const month = amount(found.quantity * found.priceMinor, found.currency);
    const summary = `<p>${found.quantity} seats, ${month} a month, before taxes</p>`;
    if (method !== 'POST') return page(200, title, summary + form(`Pay ${month}`, null));
    const card = cardIn(textIn(body, 'number'), textIn(body, 'expires'));
    if (typeof card === 'string') return page(402, title, summary + form(`Pay ${month}`, card));
    seller.buy(found, card);
    return paid();
  };

  const account = ({ method, body }: Call, id: string): Answer => {
    const found = book.accounts.get(id);
    if (found === undefined) return notFound();
    const title = 'Payment method';
    if (method !== 'POST') return page(200, title, form('Save the card', null));
    const card = cardIn(textIn(body, 'number'), textIn(body, 'expires'));
    if (typeof card === 'string') return page(402, title, form('Save the card', card));
    seller.changeCard(found, card);
    return page(
      200,
      'The card was saved',
      '<p>What was overdue was charged now. You can close this page.</p>',
    );
  };

  const invoice = (id: string): Answer => {
    const order = book.orders.get(id);
    if (order === undefined) return notFound();
    const { netMinor, taxMinor, currency, at } = order;
    return page(
      200,
      'Invoice',
      `<p>${new Date(at).toISOString().slice(0, 10)}</p><p>Net ${amount(netMinor, currency)}</p><p>Tax ${amount(taxMinor, currency)}</p><p>Total ${amount(netMinor + taxMinor, currency)}</p>`,
    );
  };

  return (call) => {
    const [subject, id] = call.url.pathname.slice(1).split('/').map(decodeURIComponent);
    if (id === undefined) return notFound();
    if (subject === 'session') return session(call, id);
    if (subject === 'account') return account(call, id);
    return subject === 'invoice' ? invoice(id) : notFound();
  };
}
