/**
 * The keyed hashes (HMAC) of a text, so that it can be found again without being kept: the first is how it is kept from
 * now on, the others are how it may have been kept under the secrets before. The same text gives the same hashes.
 */
export type KeyedHashes = (text: string) => readonly [string, ...string[]];
