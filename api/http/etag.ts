import { invalid } from '../kernel/errors.ts';
import type { Version } from '../ports/store.ts';

/** A document's version as the ETag header writes it. */
export const etagOf = (version: Version): string =>
  `"${Buffer.from(version).toString('base64url')}"`;

/** The version in an If-Match header: null where there is none, or where any version will do (`*`). */
export function versionFrom(header: string | undefined): Version | null {
  if (header === undefined || header.trim() === '*') return null;
  const tag = /^"([A-Za-z0-9_-]+)"$/.exec(header.trim())?.[1];
  if (tag === undefined) {
    throw invalid(
      '/headers/if-match',
      'invalid_format',
      'If-Match must be one ETag as it was given, in its quotation marks, or *.',
    );
  }
  return Buffer.from(tag, 'base64url').toString() as Version;
}
