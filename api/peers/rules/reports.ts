import type { CatalogId } from '../../kernel/ids.ts';
import { isLive, type Link } from './link.ts';

/** What a peer account can be reported on. */
export type PeerReportKind = 'enrolments' | 'catalogs' | 'users';

/** What is looked at: trainings of a shared catalog, or the users of the whole account. */
export interface PeerReportSubject {
  readonly about: 'trainings' | 'users';
  /** The shared catalog, as the giver knows it; null where none is named. */
  readonly catalogId: CatalogId | null;
}

/** What a report of this kind looks at. */
export const subjectOf = (
  kind: PeerReportKind,
  catalogId: CatalogId | null,
): PeerReportSubject & { readonly kind: PeerReportKind } =>
  kind === 'users'
    ? { kind, about: 'users', catalogId: null }
    : { kind, about: 'trainings', catalogId };

/**
 * Whether the account that asked may look at it now: training reports while they are granted, of a catalog while it is
 * shared (P-10), the user report while it is granted and consented to (P-3).
 */
export function isReportOpen(
  link: Pick<Link, 'phase' | 'permissions' | 'consent' | 'catalogs'>,
  { about, catalogId }: PeerReportSubject,
): boolean {
  const { permissions, consent, catalogs } = link;
  if (!isLive(link)) return false;
  if (about === 'users') return permissions.users && consent;
  const isShared = catalogId === null || catalogs.some((one) => one.catalogId === catalogId);
  return permissions.training && isShared;
}
