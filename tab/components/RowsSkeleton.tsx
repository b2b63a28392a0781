import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const ROWS = 5;

const useStyles = makeStyles({ rows: { display: 'grid', rowGap: tokens.spacingVerticalL } });

/** The outline of a list that is on its way. */
export function RowsSkeleton() {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  return (
    <Skeleton aria-label={t('loading')} className={styles.rows}>
      {Array.from({ length: ROWS }, (_, place) => (
        <SkeletonItem key={place} size={32} />
      ))}
    </Skeleton>
  );
}
