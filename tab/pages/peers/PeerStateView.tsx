import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
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

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXXS,
  },
  word: { whiteSpace: 'nowrap' },
  more: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** How a link stands: in a word, and who decides or ended it. */
export function PeerStateView({ peer }: { readonly peer: Peer }) {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const format = useFormat();
  const standing = standingOf(peer);
  const { request, endedBy, endedAt, direction, may } = peer;
  const details = [
    ...(request === null || may.decide ? [] : [t('decidedBy', { admin: request.adminEmail })]),
    ...(endedBy === null ? [] : [t(`ended.${direction}.${endedBy}`)]),
    ...(endedAt === null ? [] : [format.day(endedAt.slice(0, 10))]),
  ];
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={COLORS[standing]} className={styles.word}>
        {t(`state.${standing}`)}
      </Badge>
      {details.map((words) => (
        <Text key={words} size={200} className={styles.more}>
          {words}
        </Text>
      ))}
    </span>
  );
}
