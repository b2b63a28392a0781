import { makeStyles, Text, Title2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalM,
    marginBottom: tokens.spacingVerticalXL,
  },
  words: { minWidth: 0, flex: '1 1 320px' },
  title: {
    display: 'block',
    overflowWrap: 'anywhere',
    hyphens: 'auto',
    // One long word has to fit on a line.
    '@media (max-width: 479px)': {
      fontSize: tokens.fontSizeBase600,
      lineHeight: tokens.lineHeightBase600,
    },
  },
  explanation: {
    display: 'block',
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    maxWidth: '100ch',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What every page begins with: its title, one line that explains it, and what can be done here. */
export function PageHeader(props: {
  readonly title: string;
  readonly explanation: string;
  readonly actions?: ReactNode;
  /** Above the title: where in the tab this is. */
  readonly trail?: ReactNode;
}) {
  const styles = useStyles();
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {props.trail}
        <Title2 as="h1" className={styles.title}>
          {props.title}
        </Title2>
        <Text className={styles.explanation}>{props.explanation}</Text>
      </div>
      {props.actions === undefined ? null : <div className={styles.actions}>{props.actions}</div>}
    </header>
  );
}
