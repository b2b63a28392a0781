import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { DialogButtons } from './DialogButtons.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import { useFocusReturn } from './useFocusReturn.ts';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    // Room for the focus frames of the fields at the edges.
    padding: tokens.strokeWidthThick,
  },
  title: { overflowWrap: 'anywhere' },
});

/** A form over the page. A click beside it does not close it, so that nothing typed is lost by accident. */
export function FormDialog(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb on the button. Without it the form has nothing left to do, and can only be closed. */
  readonly act?: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** It is being done. */
  readonly busy?: boolean;
  /** It cannot be done yet, as the fields say. */
  readonly waiting?: boolean;
  readonly error?: unknown;
}) {
  const styles = useStyles();
  useFocusReturn();
  const { title, act, busy = false, waiting = false, onClose, onSubmit } = props;
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_event, data) => {
        if (data.type !== 'backdropClick' && !data.open && !busy) onClose();
      }}
    >
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy && !waiting && act !== undefined) onSubmit();
          }}
        >
          <DialogBody>
            <DialogTitle className={styles.title}>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {props.children}
              <ErrorNotice error={props.error} onRetry={onSubmit} />
            </DialogContent>
            <DialogButtons act={act} onClose={onClose} busy={busy} waiting={waiting} />
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
