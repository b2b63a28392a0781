import {
  Card,
  makeStyles,
  mergeClasses,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  panel: { height: '100%', padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
  explanation: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** One subject on a page, with a title of its own. */
export function Panel(props: {
  readonly title: string;
  readonly explanation?: string;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const titleId = useId();
  return (
    <Card
      role="region"
      aria-labelledby={titleId}
      className={mergeClasses(styles.panel, props.className)}
    >
      <div className={styles.head}>
        <div>
          <Subtitle2 as="h2" id={titleId}>
            {props.title}
          </Subtitle2>
          {props.explanation === undefined ? null : (
            <Text size={200} className={styles.explanation}>
              {props.explanation}
            </Text>
          )}
        </div>
        {props.actions}
      </div>
      {props.children}
    </Card>
  );
}
