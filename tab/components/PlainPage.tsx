import { makeStyles, mergeClasses, Text, Title3, tokens } from '@fluentui/react-components';
import { useEffect, type ReactElement, type ReactNode } from 'react';
import { showReady } from '../teams.ts';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    textAlign: 'center',
  },
  alone: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground2 },
  inside: { minHeight: '100%' },
  icon: { fontSize: '64px', lineHeight: 0, color: tokens.colorBrandForeground1 },
  text: {
    color: tokens.colorNeutralForeground2,
    maxWidth: '56ch',
    fontSize: tokens.fontSizeBase400,
  },
});

/** A page that says one thing, and the way on from it. It is something to see, and the host is told so. */
export function PlainPage(props: {
  readonly icon: ReactElement;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** It stands where a page of the tab would, with the navigation beside it. */
  readonly inside?: boolean;
}) {
  const styles = useStyles();
  useEffect(showReady, []);
  const { inside = false } = props;
  const Place = inside ? 'div' : 'main';
  return (
    <Place className={mergeClasses(styles.page, inside ? styles.inside : styles.alone)}>
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
      <Title3 as="h1" align="center">
        {props.title}
      </Title3>
      <Text className={styles.text} align="center" block>
        {props.text}
      </Text>
      {props.action}
    </Place>
  );
}
