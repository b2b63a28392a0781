import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular, PreviousRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  pager: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
  },
  where: { fontVariantNumeric: 'tabular-nums', color: tokens.colorNeutralForeground2 },
});

/** The way through a list that is read a page at a time. Nothing where all of it is on one page. */
export function Pager(props: {
  /** What is paged through, for screen readers. */
  readonly label: string;
  /** From 1. */
  readonly page: number;
  readonly hasNext: boolean;
  readonly isLoading: boolean;
  readonly onFirst: () => void;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const { label, page, hasNext, isLoading } = props;
  if (page === 1 && !hasNext) return null;
  const button = (words: string, icon: React.ReactElement, isThere: boolean, go: () => void) => (
    <Button
      appearance="subtle"
      icon={icon}
      aria-label={words}
      disabledFocusable={!isThere || isLoading}
      onClick={isThere && !isLoading ? go : undefined}
    />
  );
  return (
    <nav aria-label={label} className={styles.pager}>
      {button(t('pager.first'), <PreviousRegular />, page > 1, props.onFirst)}
      {button(t('pager.previous'), <ChevronLeftRegular />, page > 1, props.onPrevious)}
      <Text className={styles.where} aria-live="polite">
        {t('pager.page', { page })}
      </Text>
      {button(t('pager.next'), <ChevronRightRegular />, hasNext, props.onNext)}
    </nav>
  );
}
