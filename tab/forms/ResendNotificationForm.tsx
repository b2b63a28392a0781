import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActKeys, underKey } from '../act-keys.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { resend, type Notification } from '../queries/notifications.ts';
import { useAct } from '../queries/refresh.ts';

/** Sends a notification again, after it was said what that may mean. */
export function ResendNotificationForm(props: {
  readonly notification: Notification;
  /** Whom it is for. */
  readonly person: string;
  readonly onDone: (resent: Notification) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('notifications');
  const { notification, person, onDone, onClose } = props;
  const { id, state } = notification;
  const [keys] = useState(createActKeys);
  const again = useAct((notificationId: string) =>
    underKey(keys, notificationId, (idempotencyKey) => resend(notificationId, idempotencyKey)),
  );
  const meaning = state === 'unknown' || state === 'unreachable' ? state : 'failed';
  return (
    <ConfirmDialog
      open
      title={t('resend.confirm.title')}
      act={t('resend.act')}
      onConfirm={() =>
        again.mutate(id, { onSuccess: ({ notification: resent }) => onDone(resent) })
      }
      onClose={onClose}
      busy={again.isPending}
      error={again.error}
    >
      <Text>{t(`resend.confirm.${meaning}`, { person })}</Text>
    </ConfirmDialog>
  );
}
