import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    textAlign: 'center',
  },
  icon: { color: tokens.colorNeutralForeground3, fontSize: '48px', lineHeight: 0 },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '56ch' },
});

/** Where there is nothing yet: what would be here, and how it comes here. */
export function EmptyState(props: {
  readonly icon?: ReactElement;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** Where it stands instead of a whole page, its title is the page's. */
  readonly isPage?: boolean;
}) {
  const styles = useStyles();
  return (
    <div className={styles.state}>
      {props.icon === undefined ? null : (
        <span className={styles.icon} aria-hidden="true">
          {props.icon}
        </span>
      )}
      <Subtitle1 as={props.isPage === true ? 'h1' : 'h2'} align="center">
        {props.title}
      </Subtitle1>
      <Text className={styles.text} align="center">
        {props.text}
      </Text>
      {props.action}
    </div>
  );
}
