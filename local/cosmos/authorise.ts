import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../durations.ts';
import { Refusal } from './refusal.ts';

/** A request as the signature covers it. */
export interface Signed {
  readonly method: string;
  /** The kind of resource (`docs`), and the link of the one that is asked. */
  readonly resourceType: string;
  readonly resourceLink: string;
  readonly date: string;
  readonly authorization: string;
}

/** Who may ask. */
export interface Access {
  /** The account's key, base64. */
  readonly key: string;
  /** Entra tokens that are accepted. */
  readonly tokens: readonly string[];
}

const CLOCK_SKEW_MS = 15 * MINUTE_MS;

const unauthorised = (message: string): Refusal => new Refusal(401, 'Unauthorized', message);

const same = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** Checks a request's authorization: the account's key by its signature, or an Entra token. */
export function authorise(access: Access, signed: Signed): void {
  const parts = new URLSearchParams(
    decodeURIComponent(signed.authorization).replaceAll('+', '%2B'),
  );
  const signature = parts.get('sig') ?? '';
  if (parts.get('type') === 'aad') {
    if (!access.tokens.some((token) => same(token, signature)))
      throw unauthorised('The token is none of this account.');
    return;
  }
  if (parts.get('type') !== 'master' || parts.get('ver') !== '1.0')
    throw unauthorised('Required Header authorization is missing.');
  const askedAtMs = Date.parse(signed.date);
  if (Number.isNaN(askedAtMs) || Math.abs(Date.now() - askedAtMs) > CLOCK_SKEW_MS)
    throw new Refusal(
      403,
      'Forbidden',
      'The authorization token is not valid at the current time.',
    );
  const text = [
    signed.method.toLowerCase(),
    signed.resourceType,
    signed.resourceLink,
    signed.date.toLowerCase(),
    '',
    '',
  ].join('\n');
  const expected = createHmac('sha256', Buffer.from(access.key, 'base64'))
    .update(text)
    .digest('base64');
  if (!same(expected, signature))
    throw unauthorised(
      'The input authorization token can’t serve the request. Please check that the expected payload is built as per the protocol.',
    );
}
