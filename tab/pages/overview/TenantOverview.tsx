import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { trendOf } from '../../overview/trend.ts';
import { useOverview } from '../../queries/overview.ts';
import { CatalogBars } from './CatalogBars.tsx';
import { ChangesPanel } from './ChangesPanel.tsx';
import { RecountPanel } from './RecountPanel.tsx';
import { SeatsPanel } from './SeatsPanel.tsx';
import { SyncPanel } from './SyncPanel.tsx';
import { TrendPanel } from './TrendPanel.tsx';

const WIDE = '@media (min-width: 1024px)';
/** Panels side by side are equally high. */
const cell = { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' } as const;

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingBottom: tokens.spacingVerticalXXL,
    [WIDE]: { gridTemplateColumns: 'repeat(6, minmax(0, 1fr))' },
  },
  narrow: { ...cell, [WIDE]: { gridColumn: 'span 2' } },
  wide: { ...cell, [WIDE]: { gridColumn: 'span 4' } },
  // Panels below each other are as high as what is in them.
  column: {
    ...cell,
    alignContent: 'start',
    rowGap: tokens.spacingHorizontalL,
    [WIDE]: { gridColumn: 'span 3' },
  },
});

/** The seats of the whole tenant, how they came to be what they are, and the directory behind them. */
export function TenantOverview() {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const { data, error, refetch } = useOverview();
  return (
    <>
      <PageHeader title={t('title')} explanation={t('explanation')} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={styles.grid}>
        {data === undefined ? (
          <Waiting failed={error !== null} />
        ) : (
          <>
            <div className={styles.narrow}>
              <SeatsPanel subscription={data.subscription} />
            </div>
            <div className={styles.wide}>
              <TrendPanel
                trend={trendOf(
                  data.history.items,
                  data.asOf.slice(0, 10),
                  data.subscription.seats.used,
                )}
              />
            </div>
          </>
        )}
        <div className={styles.column}>
          {data === undefined ? null : <ChangesPanel overview={data} />}
          <RecountPanel />
        </div>
        <div className={styles.column}>
          <CatalogBars />
          {data === undefined ? null : <SyncPanel sync={data.sync} asOf={data.asOf} />}
        </div>
      </div>
    </>
  );
}

/** Where the figures will be. */
function Waiting({ failed }: { readonly failed: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  if (failed) return null;
  return (
    <>
      <Skeleton className={styles.narrow} aria-label={t('loading')}>
        <SkeletonItem size={128} />
      </Skeleton>
      <Skeleton className={styles.wide}>
        <SkeletonItem size={128} />
      </Skeleton>
    </>
  );
}
