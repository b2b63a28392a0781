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
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
});

/** Asks before something is done: what will happen, and the verb itself on the button. Stays open while it is done. */
export function ConfirmDialog(props: {
  readonly open: boolean;
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** The verb: "Remove Ada", never "OK". */
  readonly act: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** It is being done. */
  readonly busy?: boolean;
  /** What will happen is not known yet. */
  readonly waiting?: boolean;
  readonly error?: unknown;
}) {
  const styles = useStyles();
  useFocusReturn();
  const { open, title, act, busy = false, waiting = false, onClose, onConfirm } = props;
  return (
    <Dialog
      open={open}
      modalType="alert"
      onOpenChange={(_event, data) => {
        if (!data.open && !busy) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {props.children}
            <ErrorNotice error={props.error} onRetry={onConfirm} />
          </DialogContent>
          <DialogButtons
            act={act}
            onAct={onConfirm}
            onClose={onClose}
            busy={busy}
            waiting={waiting}
          />
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
