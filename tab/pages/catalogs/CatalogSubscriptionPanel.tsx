import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { FigureList } from '../../components/FigureList.tsx';
import { LoadedPanel } from '../../components/LoadedPanel.tsx';
import { useFormat } from '../../format.ts';
import { useCatalogSubscription } from '../../queries/catalogs.ts';

/** The subscription information at catalog level, read only (L-31). */
export function CatalogSubscriptionPanel({ catalogId }: { readonly catalogId: string }) {
  const { t } = useTranslation('catalogs');
  return (
    <LoadedPanel
      title={t('subscription.title')}
      explanation={t('subscription.explanation')}
      query={useCatalogSubscription(catalogId)}
    >
      {(subscription) => <Information subscription={subscription} />}
    </LoadedPanel>
  );
}

function Information(props: {
  readonly subscription: NonNullable<ReturnType<typeof useCatalogSubscription>['data']>;
}) {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const { plan, account, seats, used, term, grace, learning } = props.subscription;
  const { capacity, remaining } = seats;
  return (
    <>
      <FigureList
        figures={[
          { key: 'here', label: t('subscription.usedHere'), value: format.number(used) },
          { key: 'used', label: t('subscription.used'), value: format.number(seats.used) },
          ...(capacity === null
            ? []
            : [
                {
                  key: 'capacity',
                  label: t('subscription.capacity'),
                  value: format.number(capacity),
                },
              ]),
          ...(remaining === null
            ? []
            : [
                {
                  key: 'remaining',
                  label: t('subscription.remaining'),
                  value: format.number(remaining),
                },
              ]),
        ]}
      />
      <Facts
        facts={[
          [t('subscription.plan'), t(`subscription.${plan}`)],
          [t('subscription.state'), t(`subscription.states.${account.state}`)],
          ...(capacity === null && plan === 'seats'
            ? [[t('subscription.capacity'), t('subscription.unlimited')] as const]
            : []),
          [
            t('subscription.term'),
            term === null
              ? t('subscription.noTerm')
              : t('subscription.termDays', {
                  from: format.day(term.startsOn),
                  to: format.day(term.endsOn),
                }),
          ],
          [
            t('subscription.grace'),
            grace === null
              ? t('subscription.noGrace')
              : t('subscription.graceUntil', { day: format.day(grace.closesAt.slice(0, 10)) }),
          ],
          [t('subscription.learning'), t(`subscription.learnings.${learning}`)],
        ]}
      />
    </>
  );
}
