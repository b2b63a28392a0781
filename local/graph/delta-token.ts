import { DAY_MS } from '../durations.ts';
import { badRequest, GraphRefusal } from './errors.ts';

/**
 * What a delta or page token says; clients see only opaque text. `from` and `upTo` are numbers of the change log:
 * a round shows the changes after `from` up to `upTo`, a first pass shows everything and hands out `upTo`.
 */
export interface DeltaToken {
  /** The world, tenant and epoch in which the token holds. */
  readonly world: string;
  readonly tenantId: string;
  readonly epoch: number;
  readonly resource: 'users' | 'groups';
  readonly kind: 'skip' | 'delta';
  readonly pass: 'full' | 'changes';
  readonly from: number;
  readonly upTo: number;
  /** Where the next page begins; what it means is the pass's own affair. */
  readonly position: readonly number[];
  /** The selection, as the first request wrote it. */
  readonly select: readonly string[] | null;
  /** $expand of the first request. */
  readonly expand: string | null;
  /** Only these ids, where the first request asked for some. */
  readonly ids: readonly string[] | null;
  /** Milliseconds of the local clock. */
  readonly issuedAt: number;
}

/** Delta tokens of directory objects live for seven days. */
export const DELTA_TOKEN_LIFE_MS = 7 * DAY_MS;

/** A token as it stands in a link: opaque to the client, readable here. */
export function encodeToken(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** @throws GraphRefusal 400 for a text that no token is. */
export function decodeToken(text: string): DeltaToken {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as DeltaToken;
  } catch {
    throw badRequest('Badly formed token.');
  }
}

/** 410: the client reads everything anew, beginning at Location. */
export function syncStateGone(resource: 'users' | 'groups'): GraphRefusal {
  return new GraphRefusal(
    410,
    'syncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    { headers: { Location: `https://graph.microsoft.com/v1.0/${resource}/delta?$deltatoken=` } },
  );
}

/** 400: the page token was not used in time. */
export function expiredPageToken(): GraphRefusal {
  return new GraphRefusal(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );
}
