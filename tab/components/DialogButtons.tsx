import { Button, DialogActions, makeStyles, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  act: { '@media (min-width: 480px)': { whiteSpace: 'nowrap' } },
});

/** The buttons at the foot of a dialog: the way out of it, and the verb. */
export function DialogButtons(props: {
  /** The verb. Without it nothing is left to do, and the dialog can only be closed. */
  readonly act: string | undefined;
  /** Left out in a form: there the button submits it. */
  readonly onAct?: () => void;
  readonly onClose: () => void;
  /** It is being done. */
  readonly busy: boolean;
  /** It cannot be done yet. */
  readonly waiting: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const { act, onAct, onClose, busy, waiting } = props;
  return (
    <DialogActions>
      <Button onClick={onClose} disabled={busy}>
        {t(act === undefined ? 'act.close' : 'act.cancel')}
      </Button>
      {act === undefined ? null : (
        <Button
          appearance="primary"
          className={styles.act}
          disabledFocusable={busy || waiting}
          {...(onAct === undefined ? { type: 'submit' } : { onClick: onAct })}
          {...(busy ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {act}
        </Button>
      )}
    </DialogActions>
  );
}
