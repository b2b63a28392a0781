import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(120px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  figure: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  term: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    hyphens: 'auto',
    overflowWrap: 'anywhere',
  },
  value: {
    ...typographyStyles.title3,
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  hint: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
  },
});

/** A figure with what it is a figure of. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly value: ReactNode;
  readonly hint?: string;
}

/** A few figures side by side, as many in a row as there is room for. */
export function FigureList(props: { readonly figures: readonly Figure[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {props.figures.map(({ key, label, value, hint }) => (
        <div key={key} className={styles.figure}>
          <dt className={styles.term}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
          {hint === undefined ? null : <dd className={styles.hint}>{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
