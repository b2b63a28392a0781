import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
  title: { maxWidth: '240px' },
  line: { maxWidth: '480px' },
});

/** The outline of a page that is on its way. */
export function PageSkeleton() {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  return (
    <Skeleton aria-label={t('loading')} className={styles.page}>
      <SkeletonItem size={32} className={styles.title} />
      <SkeletonItem size={16} className={styles.line} />
      <SkeletonItem size={128} />
      <SkeletonItem size={128} />
    </Skeleton>
  );
}
