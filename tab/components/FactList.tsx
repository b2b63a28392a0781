import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, max-content) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
    '@media (max-width: 479px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  pair: { display: 'contents' },
  term: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  fact: {
    margin: 0,
    overflowWrap: 'anywhere',
    '@media (max-width: 479px)': { marginBottom: tokens.spacingVerticalS },
  },
});

/** Facts with what they are facts of, below each other. Those that are null are left out. */
export function FactList(props: {
  readonly facts: readonly {
    readonly key: string;
    readonly term: string;
    readonly fact: ReactNode;
  }[];
}) {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {props.facts
        .filter(({ fact }) => fact !== null)
        .map(({ key, term, fact }) => (
          <div key={key} className={styles.pair}>
            <dt className={styles.term}>{term}</dt>
            <dd className={styles.fact}>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}
