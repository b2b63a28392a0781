import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  row: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
});

/** The end of a list that goes on: shows more of it. Nothing at its real end. */
export function LoadMore(props: {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  if (!props.hasMore) return null;
  return (
    <div className={styles.row}>
      <Button
        onClick={props.onMore}
        disabledFocusable={props.isLoading}
        {...(props.isLoading ? { icon: <Spinner size="tiny" /> } : {})}
      >
        {t('act.loadMore')}
      </Button>
    </div>
  );
}
