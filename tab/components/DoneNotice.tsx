import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  // Stands there, empty, before it speaks: screen readers only hear what changes in a region that they know.
  place: { ':empty': { display: 'none' } },
  bar: { marginBottom: tokens.spacingVerticalL },
  body: { overflowWrap: 'anywhere' },
});

/** Says what was done, until it is closed or the next thing is done. Nothing where nothing was (null). */
export function DoneNotice(props: {
  readonly text: string | null;
  readonly intent?: 'success' | 'warning' | 'info';
  /** Where to go on, after the text. */
  readonly action?: ReactNode;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  return (
    <div role="status" className={styles.place}>
      {props.text === null ? null : (
        <MessageBar intent={props.intent ?? 'success'} layout="multiline" className={styles.bar}>
          <MessageBarBody className={styles.body}>
            {props.text} {props.action}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                size="small"
                icon={<DismissRegular />}
                aria-label={t('act.close')}
                onClick={props.onClose}
              />
            }
          />
        </MessageBar>
      )}
    </div>
  );
}
