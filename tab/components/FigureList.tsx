import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** Where tiles side by side would be narrower than their words, each figure is a line: the words, and the figure at its end. */
const NARROW = '@media (max-width: 479px)';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(120px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: tokens.spacingVerticalS },
  },
  figure: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    [NARROW]: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      alignItems: 'center',
      columnGap: tokens.spacingHorizontalM,
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    },
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
  sole: { [NARROW]: { gridRow: '1 / span 2' } },
  value: {
    ...typographyStyles.title3,
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
    [NARROW]: { ...typographyStyles.subtitle2, gridColumn: 2, gridRow: '1 / span 2' },
  },
  hint: {
    ...typographyStyles.caption1,
    margin: 0,
    color: tokens.colorNeutralForeground3,
    [NARROW]: { gridColumn: 1 },
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
          <dt className={mergeClasses(styles.term, hint === undefined && styles.sole)}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
          {hint === undefined ? null : <dd className={styles.hint}>{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
