import { useTranslation } from 'react-i18next';
import { StateView } from '../../components/StateView.tsx';
import { useFormat } from '../../format.ts';
import { standingOf } from '../../peers/standing.ts';
import type { Peer } from '../../peers/answers.ts';

const COLORS = {
  pending: 'brand',
  'to-decide': 'warning',
  'admin-lost': 'danger',
  changing: 'brand',
  accepted: 'success',
  rejected: 'informative',
  withdrawn: 'informative',
  deleted: 'informative',
} as const;

/** How a link stands: in a word, and who decides or ended it. */
export function PeerStateView({ peer }: { readonly peer: Peer }) {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const standing = standingOf(peer);
  const { request, endedBy, endedAt, direction, may } = peer;
  const details = [
    ...(request === null || may.decide ? [] : [t('decidedBy', { admin: request.adminEmail })]),
    ...(endedBy === null ? [] : [t(`ended.${direction}.${endedBy}`)]),
    ...(endedAt === null ? [] : [format.day(endedAt.slice(0, 10))]),
  ];
  return <StateView color={COLORS[standing]} word={t(`state.${standing}`)} details={details} />;
}
