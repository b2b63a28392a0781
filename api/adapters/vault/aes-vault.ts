import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Vault } from '../../ports/vault.ts';

/** AES-256-GCM: a key of 32 bytes, a nonce of 12 that is used once, a tag of 16. */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the sealing keys are derived for, so that they are no other keys made of the same secrets. */
const PURPOSE = 'headcount/vault/1';

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));

/**
 * A vault whose keys are derived (HKDF) from the configured secrets, the newest first: it seals with the first and
 * opens with each.
 */
export function createAesVault(secrets: readonly [string, ...string[]]): Vault {
  const [newest, ...before] = secrets;
  const newestKey = keyOf(newest);
  const keys = [newestKey, ...before.map(keyOf)];

  const openWith = (key: Buffer, sealed: Buffer, about: string): string | null => {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const tag = sealed.subarray(sealed.length - TAG_BYTES);
    const text = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(about))
      .setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  };

  return {
    seal(secret, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, newestKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(about));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      for (const key of keys) {
        const secret = openWith(key, bytes, about);
        if (secret !== null) return secret;
      }
      return null;
    },
  };
}
