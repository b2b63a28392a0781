import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CLIENT_SECRET } from './app.ts';

/** Whom a refresh token was given to. */
export interface RefreshTokenHolder {
  /** The person's own tenant. */
  readonly tenantId: string;
  readonly objectId: string;
}

/** A refresh token that says by itself whose it is: what a client kept works after a restart of the local cloud. */
export function refreshTokenFor(holder: RefreshTokenHolder): string {
  const claims = { ...holder, nonce: randomBytes(24).toString('base64url') };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `1.${body}.${seal(body).toString('base64url')}`;
}

/** Whom a refresh token was given to; `undefined` for a text that the local Entra ID never gave out. */
export function holderOf(refreshToken: string): RefreshTokenHolder | undefined {
  const [, body = '', sealed = ''] = refreshToken.split('.');
  const expected = seal(body);
  const given = Buffer.from(sealed, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as RefreshTokenHolder;
}

function seal(body: string): Buffer {
  return createHmac('sha256', CLIENT_SECRET).update(body).digest();
}
