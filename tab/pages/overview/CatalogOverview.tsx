import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useCatalogSubscription } from '../../queries/catalogs.ts';
import { useMe } from '../../queries/me.ts';
import { CatalogBars } from './CatalogBars.tsx';
import { SeatsPanel } from './SeatsPanel.tsx';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-width: 1024px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
});

/** The subscription as a catalog admin sees it, read only, and the own catalogs. */
export function CatalogOverview() {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const [first = ''] = useMe().ownCatalogs;
  // The subscription is the same in each of the own catalogs.
  const { data, error, refetch } = useCatalogSubscription(first);
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanationOwn')} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={styles.grid}>
        <CatalogBars />
        {data === undefined ? null : <SeatsPanel subscription={data} />}
      </div>
    </>
  );
}
