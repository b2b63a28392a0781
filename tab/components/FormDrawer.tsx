import {
  Button,
  DrawerBody,
  DrawerFooter,
  makeStyles,
  OverlayDrawer,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHasRoom } from '../screen.ts';
import { DisabledWithReason } from './DisabledWithReason.tsx';
import { DrawerTop } from './DrawerTop.tsx';
import { useFocusReturn } from './useFocusReturn.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', width: '100%', height: '100%', minHeight: 0 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    rowGap: tokens.spacingVerticalL,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalL,
  },
  footer: { flexWrap: 'wrap' },
});

/** A button at the foot of the drawer. */
export interface DrawerAct {
  readonly act: string;
  readonly onAct: () => void;
  readonly busy?: boolean;
  /** Why it cannot be done yet. */
  readonly reason?: string | null;
}

/** A form beside the page, for acts that need room. It stays open over clicks beside it, so that nothing typed is lost. */
export function FormDrawer(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** What can be done; the first is the one to do. None: it can only be closed. */
  readonly acts: readonly DrawerAct[];
  /** What was to be done is done: leaving it cancels nothing. */
  readonly isOver?: boolean;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  useFocusReturn();
  const hasRoom = useHasRoom();
  const { title, acts, isOver = acts.length === 0, onClose } = props;
  const isBusy = acts.some(({ busy }) => busy === true);
  const [first] = acts;
  return (
    <OverlayDrawer
      open
      position="end"
      size={hasRoom ? 'medium' : 'full'}
      modalType="modal"
      onOpenChange={(_event, data) => {
        if (data.type !== 'backdropClick' && !data.open && !isBusy) onClose();
      }}
    >
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy && first?.reason == null) first?.onAct();
        }}
      >
        <DrawerTop title={title} onClose={onClose} busy={isBusy} />
        <DrawerBody>
          <div className={styles.body}>{props.children}</div>
        </DrawerBody>
        <DrawerFooter className={styles.footer}>
          {acts.map(({ act, onAct, busy = false, reason = null }, place) => (
            <DisabledWithReason key={act} reason={reason}>
              <Button
                appearance={place === 0 ? 'primary' : 'secondary'}
                disabledFocusable={isBusy}
                {...(place === 0 ? { type: 'submit' } : { onClick: onAct })}
                {...(busy ? { icon: <Spinner size="tiny" /> } : {})}
              >
                {act}
              </Button>
            </DisabledWithReason>
          ))}
          <Button onClick={onClose} disabled={isBusy}>
            {t(isOver ? 'act.close' : 'act.cancel')}
          </Button>
        </DrawerFooter>
      </form>
    </OverlayDrawer>
  );
}
