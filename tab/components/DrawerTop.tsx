import { Button, DrawerHeader, DrawerHeaderTitle, makeStyles } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({ title: { overflowWrap: 'anywhere' } });

/** The top of a drawer: what it is about, and the way out of it. */
export function DrawerTop(props: {
  readonly title: string;
  readonly onClose: () => void;
  /** It cannot be left now. */
  readonly busy?: boolean;
  /** What stands before the way out. */
  readonly children?: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('shell');
  const { title, onClose, busy = false, children } = props;
  return (
    <DrawerHeader>
      <DrawerHeaderTitle
        heading={{ className: styles.title }}
        action={
          <>
            {children}
            <Button
              appearance="subtle"
              aria-label={t('act.close')}
              icon={<DismissRegular />}
              onClick={onClose}
              disabled={busy}
            />
          </>
        }
      >
        {title}
      </DrawerHeaderTitle>
    </DrawerHeader>
  );
}
