import { createHash } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';

/** One RS256 signing key with its public half as the JWKS shows it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
  /** The public key as PEM: what a forger would use as an HMAC secret. */
  readonly publicPem: string;
}

/** The keys of the local Entra ID; the first is made when it is first needed. */
export interface KeyRing {
  /** The key that signs now. */
  current(): Promise<SigningKey>;
  /** What the JWKS shows: the signing key and, after a rotation, the one before. */
  published(): Promise<readonly SigningKey[]>;
  /** A new key signs at once; the old one stays published until the next rotation. */
  rotate(): Promise<SigningKey>;
}

/** A ring whose first key is made when it is first asked for. */
export function createKeyRing(): KeyRing {
  let keys: Promise<SigningKey[]> | undefined;
  const ring = (): Promise<SigningKey[]> => (keys ??= makeKey().then((key) => [key]));

  const current = async (): Promise<SigningKey> => {
    const [key] = await ring();
    if (!key) throw new Error('The key ring is never empty.');
    return key;
  };

  return {
    current,
    published: ring,
    async rotate() {
      const old = await current();
      keys = makeKey().then((key) => [key, old]);
      return current();
    },
  };
}

async function makeKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const bare = await exportJWK(publicKey);
  const publicPem = await exportSPKI(publicKey);
  const kid = createHash('sha1').update(publicPem).digest('base64url');
  return { kid, privateKey, publicKey, publicPem, jwk: { ...bare, kid, x5t: kid, use: 'sig' } };
}
