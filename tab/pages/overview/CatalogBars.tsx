import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { useFormat } from '../../format.ts';
import { largestFirst } from '../../overview/seats.ts';
import { useCatalogs } from '../../queries/catalogs.ts';

/** So many catalogs are shown; the others are on their own page. */
const BARS_MAX = 8;

const useStyles = makeStyles({
  bars: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
  },
  words: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalXXS,
  },
  name: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  number: { fontVariantNumeric: 'tabular-nums', flexShrink: 0 },
  track: {
    display: 'block',
    width: '100%',
    height: '8px',
    borderRadius: tokens.borderRadiusMedium,
  },
  empty: { fill: tokens.colorNeutralBackground5 },
  bar: { fill: tokens.colorCompoundBrandStroke },
  text: { color: tokens.colorNeutralForeground2 },
});

/** Learners per catalog, the largest first. */
export function CatalogBars() {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { data, error, refetch } = useCatalogs();
  const all = largestFirst(data?.pages.flatMap(({ items }) => items) ?? []);
  const most = Math.max(1, all[0]?.used ?? 0);
  const hidden = all.length - BARS_MAX;
  const isMore = hidden > 0 || (data?.pages.at(-1)?.nextCursor ?? null) !== null;
  return (
    <Panel title={t('catalogs.title')} explanation={t('catalogs.explanation')}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton>
          <SkeletonItem size={96} />
        </Skeleton>
      ) : null}
      {data !== undefined && all.length === 0 ? (
        <Text className={styles.text}>
          {t('catalogs.empty')} <InnerLink to="/catalogs">{t('catalogs.make')}</InnerLink>
        </Text>
      ) : null}
      <ul className={styles.bars}>
        {all.slice(0, BARS_MAX).map(({ id, name, used }) => (
          <li key={id}>
            <div className={styles.words}>
              <InnerLink to={`/catalogs/${id}`} className={styles.name}>
                {name}
              </InnerLink>
              <Text className={styles.number}>{format.number(used)}</Text>
            </div>
            <svg
              className={styles.track}
              viewBox="0 0 100 1"
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className={styles.empty} width="100" height="1" />
              <rect className={styles.bar} width={(used / most) * 100} height="1" />
            </svg>
          </li>
        ))}
      </ul>
      {isMore ? <InnerLink to="/catalogs">{t('catalogs.all')}</InnerLink> : null}
    </Panel>
  );
}
