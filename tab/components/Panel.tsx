import { makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  panel: {
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    // High contrast has no shadows, so that the edge is drawn too.
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    boxShadow: tokens.shadow4,
  },
  head: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
  words: { minWidth: 0, flex: '1 1 160px' },
  actions: { flexShrink: 0, whiteSpace: 'nowrap' },
  title: { overflowWrap: 'anywhere' },
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
    <section aria-labelledby={titleId} className={mergeClasses(styles.panel, props.className)}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Subtitle2 as="h2" id={titleId} className={styles.title}>
            {props.title}
          </Subtitle2>
          {props.explanation === undefined ? null : (
            <Text size={200} className={styles.explanation}>
              {props.explanation}
            </Text>
          )}
        </div>
        {props.actions === undefined ? null : <div className={styles.actions}>{props.actions}</div>}
      </div>
      {props.children}
    </section>
  );
}
