import { Badge, makeStyles, Text, tokens, type BadgeProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXXS,
    maxWidth: '100%',
  },
  word: {
    whiteSpace: 'nowrap',
    // On a telephone a long word for a state takes two lines.
    '@media (max-width: 479px)': { whiteSpace: 'normal', height: 'auto', minHeight: '20px' },
  },
  more: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** How something stands: in a word on a tint, and below it what there is to know beside. */
export function StateView(props: {
  readonly color: NonNullable<BadgeProps['color']>;
  readonly word: string;
  /** Is told of the word to whoever points at it, such as since when. */
  readonly title?: string;
  /** Each in words. */
  readonly details: readonly string[];
  /** Comes before the details, such as how far it is. */
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const { color, word, title, details, children } = props;
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={color} className={styles.word} title={title}>
        {word}
      </Badge>
      {children}
      {details.map((words) => (
        <Text key={words} size={200} className={styles.more}>
          {words}
        </Text>
      ))}
    </span>
  );
}
