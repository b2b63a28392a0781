import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { FigureList } from '../../components/FigureList.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { useCatalogSubscription } from '../../queries/catalogs.ts';

/** The subscription information at catalog level, read only (L-31). */
export function CatalogSubscriptionPanel({ catalogId }: { readonly catalogId: string }) {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const { data, error, refetch } = useCatalogSubscription(catalogId);
  return (
    <Panel title={t('subscription.title')} explanation={t('subscription.explanation')}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton>
          <SkeletonItem size={128} />
        </Skeleton>
      ) : null}
      {data === undefined ? null : (
        <FigureList
          figures={[
            { key: 'here', label: t('subscription.usedHere'), value: format.number(data.used) },
            { key: 'used', label: t('subscription.used'), value: format.number(data.seats.used) },
            {
              key: 'capacity',
              label: t('subscription.capacity'),
              value:
                data.seats.capacity === null
                  ? t('subscription.unlimited')
                  : format.number(data.seats.capacity),
            },
            ...(data.seats.remaining === null
              ? []
              : [
                  {
                    key: 'remaining',
                    label: t('subscription.remaining'),
                    value: format.number(data.seats.remaining),
                  },
                ]),
            { key: 'plan', label: t('subscription.plan'), value: t(`subscription.${data.plan}`) },
            {
              key: 'state',
              label: t('subscription.state'),
              value: t(`subscription.states.${data.account.state}`),
            },
            {
              key: 'term',
              label: t('subscription.term'),
              value:
                data.term === null
                  ? t('subscription.noTerm')
                  : t('subscription.termDays', {
                      from: format.day(data.term.startsOn),
                      to: format.day(data.term.endsOn),
                    }),
            },
            {
              key: 'grace',
              label: t('subscription.grace'),
              value:
                data.grace === null
                  ? t('subscription.noGrace')
                  : t('subscription.graceUntil', {
                      day: format.day(data.grace.closesAt.slice(0, 10)),
                    }),
            },
            {
              key: 'learning',
              label: t('subscription.learning'),
              value: t(`subscription.learnings.${data.learning}`),
            },
          ]}
        />
      )}
    </Panel>
  );
}
