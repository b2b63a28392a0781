import { createHmac } from 'node:crypto';
import type { KeyedHashes } from '../../ports/keyed-hashes.ts';

/** Keyed hashes by HMAC-SHA-256, 64 hexadecimal digits each, in the order of the secrets: the newest first. */
export const createKeyedHashes = (secrets: readonly [string, ...string[]]): KeyedHashes => {
  const [newest, ...before] = secrets;
  return (text) => {
    const under = (secret: string): string =>
      createHmac('sha256', secret).update(text).digest('hex');
    return [under(newest), ...before.map(under)];
  };
};
