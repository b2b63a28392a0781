import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a webhook was signed with one of the secrets: HMAC-SHA256 over the raw body, as base64
 * (developer.fastspring.com, "Message security"). Compared in constant time.
 */
export const isSigned = (
  rawBody: Buffer,
  signature: string | null,
  secrets: readonly string[],
): boolean => {
  const given = Buffer.from(signature ?? '', 'base64');
  // Every secret is tried, so that time does not tell which one fits.
  const fits = secrets.map((secret) => {
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return fits.includes(true);
};
