import { Badge, makeStyles, Text, tokens, type BadgeProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** So many are named one by one where the rest is told as a number. */
const NAMED_MAX = 100;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  why: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
  asked: { gridColumn: '1 / -1', marginTop: tokens.spacingVerticalXS },
});

/** What became of one user or product, or would. */
export interface Outcome {
  readonly key: string | number;
  readonly name: ReactNode;
  /** Null where there is nothing to say in a word. */
  readonly outcome: {
    readonly words: string;
    readonly color: NonNullable<BadgeProps['color']>;
  } | null;
  /** Why, and what comes with it: a line each. */
  readonly why: readonly string[];
  /** What is to be filled in for this one. */
  readonly asked?: ReactNode;
}

/** What became of each of many, or would: the name, the outcome in a word, and below them why. */
export function OutcomeList(props: {
  /** Names the list where it is long, and makes it one that the keyboard reaches and scrolls. */
  readonly label?: string;
  readonly outcomes: readonly Outcome[];
  /** Says how many more there are; without it every one is named. */
  readonly moreWords?: (count: number) => string;
}) {
  const styles = useStyles();
  const { label, outcomes, moreWords } = props;
  const named = moreWords === undefined ? outcomes : outcomes.slice(0, NAMED_MAX);
  const hidden = outcomes.length - named.length;
  return (
    <>
      <ul
        className={styles.list}
        {...(label === undefined ? {} : { tabIndex: 0, 'aria-label': label })}
      >
        {named.map(({ key, name, outcome, why, asked }) => (
          <li key={key} className={styles.item}>
            <Text>{name}</Text>
            {outcome === null ? (
              <span />
            ) : (
              <Badge appearance="tint" color={outcome.color}>
                {outcome.words}
              </Badge>
            )}
            {why.map((line, place) => (
              <Text key={place} size={200} className={styles.why}>
                {line}
              </Text>
            ))}
            {asked === undefined ? null : <div className={styles.asked}>{asked}</div>}
          </li>
        ))}
      </ul>
      {hidden > 0 ? <Text>{moreWords?.(hidden)}</Text> : null}
    </>
  );
}
