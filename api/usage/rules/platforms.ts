import type { TenantId } from '../../kernel/ids.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';

/** One secret of a platform. The secret itself is kept nowhere: it is made anew from the service's own (`secretText`). */
export interface PlatformSecret {
  /** 1 for the first, one more with every rotation. */
  readonly number: number;
  readonly madeAt: Instant;
  /** From when on it signs nothing any more; null: it is the newest. */
  readonly endsAt: Instant | null;
  /** The act that made it: a repeat of it makes no other. */
  readonly actId: string;
}

/** An external platform whose content people consume, and which tells of it by signed calls (MAU-10). */
export interface Platform {
  readonly platformId: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** At most two that sign, the newest last; those that have ended are dropped with the next rotation. */
  readonly secrets: readonly PlatformSecret[];
  /** When it was last heard, to the hour; null while it never was. */
  readonly heardAt: Instant | null;
}

/** So long the former secret still signs after a rotation, so that the platform can change over in its own time. */
const SECRET_OVERLAP_MS = 7 * DAY_MS;
/** So far the time of a signature may be from now. */
export const SIGNATURE_AGE_MAX_MS = 5 * MINUTE_MS;
/** So many platforms one account can have. */
export const PLATFORMS_MAX = 50;

/** The text whose keyed hash is the secret. */
export const secretText = (
  tenantId: TenantId,
  platformId: string,
  { number }: Pick<PlatformSecret, 'number'>,
): string => `content-platform/${tenantId}/${platformId}/${number}`;

/** The secrets that sign at an instant. */
export const signingSecrets = (
  secrets: readonly PlatformSecret[],
  now: Instant,
): readonly PlatformSecret[] => secrets.filter(({ endsAt }) => endsAt === null || now < endsAt);

/** The secrets after a rotation: the newest goes on for the overlap, any older one ends now. */
export function rotated(
  secrets: readonly PlatformSecret[],
  actId: string,
  now: Instant,
): readonly PlatformSecret[] {
  const newest = secrets.at(-1);
  const fresh = { number: (newest?.number ?? 0) + 1, madeAt: now, endsAt: null, actId };
  return newest === undefined ? [fresh] : [{ ...newest, endsAt: now + SECRET_OVERLAP_MS }, fresh];
}

/** A signature as it comes: when it was made, and the hex digits of each. */
export interface Signature {
  readonly at: Instant;
  /** Seconds since 1970 as they were written, since that is what was signed. */
  readonly seconds: string;
  readonly digests: readonly string[];
}

/** Reads `t=1767225600,v1=…[,v1=…]`; null where it is none. */
export function readSignature(header: string): Signature | null {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const seconds = parts.filter(([name]) => name === 't').map(([, value]) => value ?? '');
  const digests = parts.filter(([name]) => name === 'v1').map(([, value]) => value ?? '');
  const [only = ''] = seconds;
  if (seconds.length !== 1 || !/^\d{1,12}$/.test(only)) return null;
  if (digests.length === 0 || digests.length > 5) return null;
  if (digests.some((digest) => !/^[0-9a-f]{64}$/.test(digest))) return null;
  return { at: Number(only) * 1_000, seconds: only, digests };
}
