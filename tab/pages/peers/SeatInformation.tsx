import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FigureList } from '../../components/FigureList.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { usePeerSeats } from '../../queries/peers.ts';

/** What can be shared, what is shared and used, and what was received (PA-15). */
export function SeatInformation() {
  const { t } = useTranslation('peers');
  const format = useFormat();
  const { data, error, refetch } = usePeerSeats();
  return (
    <Panel title={t('seats.title')}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton>
          <SkeletonItem size={96} />
        </Skeleton>
      ) : null}
      {data === undefined ? null : (
        <FigureList
          figures={[
            {
              key: 'available',
              label: t('seats.available'),
              value: format.number(data.availableForSharing),
              hint: t('seats.availableHint'),
            },
            {
              key: 'shared',
              label: t('seats.shared'),
              value: format.number(data.shared),
              ...(data.reserved === 0
                ? {}
                : { hint: t('seats.reservedHint', { count: data.reserved }) }),
            },
            {
              key: 'received',
              label: t('seats.received'),
              value: format.number(data.received),
              hint: t('seats.receivedHint'),
            },
            {
              key: 'used',
              label: t('seats.used'),
              value: format.number(data.usedByPeers),
              hint: t('seats.usedHint'),
            },
          ]}
        />
      )}
    </Panel>
  );
}
