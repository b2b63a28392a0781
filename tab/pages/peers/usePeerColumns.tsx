import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InnerLink } from '../../components/InnerLink.tsx';
import type { Column } from '../../components/RecordTable.tsx';
import { useFormat } from '../../format.ts';
import type { Peer } from '../../peers/answers.ts';
import { PeerStateView } from './PeerStateView.tsx';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', hyphens: 'auto' },
  more: { color: tokens.colorNeutralForeground2 },
});

/** What the lists tell of each peer account. @param named puts something beside the name */
export function usePeerColumns(
  named: (peer: Peer, name: ReactNode) => ReactNode,
): readonly [Column<Peer>, ...Column<Peer>[]] {
  const styles = useStyles();
  const { t } = useTranslation('peers');
  const format = useFormat();
  const lines = (first: readonly string[], more: readonly string[]): ReactNode => (
    <span className={styles.lines}>
      {first.map((words) => (
        <Text key={words}>{words}</Text>
      ))}
      {more.map((words) => (
        <Text key={words} size={200} className={styles.more}>
          {words}
        </Text>
      ))}
    </span>
  );
  const seatsOf = ({ seats, seatsUsed, reserved }: Peer): ReactNode =>
    lines(
      [t('seatsOf', { count: seats })],
      [
        ...(seats === 0 ? [] : [t('usedOf', { count: seatsUsed })]),
        ...(reserved === 0 ? [] : [t('reserved', { seats: t('seatsOf', { count: reserved }) })]),
      ],
    );
  const reportsOf = ({ permissions, consent, request }: Peer): ReactNode => {
    const granted = [
      ...(permissions.training ? [t('permission.training')] : []),
      ...(permissions.users ? [t(consent ? 'permission.users' : 'permission.usersNoConsent')] : []),
    ];
    const asked = (['training', 'users'] as const).filter(
      (each) => request?.permissions[each] === true && !permissions[each],
    );
    const more =
      asked.length === 0
        ? []
        : [t('asked', { what: asked.map((each) => t(`permission.${each}`)).join(', ') })];
    return lines(granted.length === 0 ? [t('none')] : granted, more);
  };
  return [
    {
      key: 'account',
      header: t('column.account'),
      width: '22%',
      cell: (peer) => named(peer, <InnerLink to={`/peers/${peer.id}`}>{peer.subdomain}</InnerLink>),
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (peer) => <PeerStateView peer={peer} />,
    },
    { key: 'seats', header: t('column.seats'), cell: seatsOf },
    { key: 'reports', header: t('column.reports'), cell: reportsOf },
    {
      key: 'since',
      header: t('column.since'),
      isWhole: true,
      cell: ({ requestedAt }) => format.day(requestedAt.slice(0, 10)),
    },
  ];
}
