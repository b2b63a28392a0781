import { Button } from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useRows } from '../../components/PagedRecords.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useCatalogs } from '../../queries/catalogs.ts';
import { useMe } from '../../queries/me.ts';
import { useStandingOf } from '../../queries/subscription.ts';
import { AccountPanel } from './AccountPanel.tsx';
import { ForecastPanel } from './ForecastPanel.tsx';
import { GracePanel } from './GracePanel.tsx';
import { useGrid } from './grid.ts';
import { SeatsPanel } from './SeatsPanel.tsx';
import { SubscriptionsPanel } from './SubscriptionsPanel.tsx';

/** The subscription as catalog admins see it, read only (L-31): with the part of their own catalogs. */
export function CatalogSubscription() {
  const styles = useGrid();
  const { t } = useTranslation(['subscription', 'shell']);
  const { data, error, refetch } = useStandingOf(useMe());
  const catalogs = useRows(useCatalogs());
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={t('explanationOwn')}
        actions={
          <DisabledWithReason reason={t('shell:disabled.catalogAdmin')}>
            <Button icon={<KeyRegular />}>{t('activate.open')}</Button>
          </DisabledWithReason>
        }
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? <PageSkeleton /> : null}
      {data === undefined ? null : (
        <div className={styles.grid}>
          {data.graces.map((grace) => (
            <div key={`${grace.reason} ${grace.closesAt}`} className={styles.whole}>
              <GracePanel grace={grace} />
            </div>
          ))}
          <div className={styles.column}>
            <SeatsPanel subscription={data} {...(catalogs === undefined ? {} : { catalogs })} />
            {data.forecast === null ? null : <ForecastPanel subscription={data} trend={[]} />}
          </div>
          <div className={styles.column}>
            <AccountPanel subscription={data} />
          </div>
          <div className={styles.whole}>
            <SubscriptionsPanel subscriptions={data.subscriptions} today={null} />
          </div>
        </div>
      )}
    </>
  );
}
