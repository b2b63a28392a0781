import {
  subjectOf,
  type PeerReportKind,
  type PeerReportSubject,
} from '../../peers/rules/reports.ts';
import { peerKindOf, type ReportWish } from './report.ts';

/** What of which peer account a report says. */
export interface PeerSubject extends PeerReportSubject {
  readonly kind: PeerReportKind;
  /** Of the link. */
  readonly peerId: string;
}

/** What of a peer account is looked at by a report; null for a report on the own account. */
export function subjectIn({
  kind,
  peer,
  catalogId,
}: Pick<ReportWish, 'kind' | 'peer' | 'catalogId'>): PeerSubject | null {
  const of = peerKindOf(kind);
  return of === null || peer === null ? null : { peerId: peer.peerId, ...subjectOf(of, catalogId) };
}
