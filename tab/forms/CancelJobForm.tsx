import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { cancelJob } from '../queries/activity.ts';
import { useAct } from '../queries/refresh.ts';

/** Cancels long work; what it did so far stays. */
export function CancelJobForm(props: { readonly jobId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('jobs');
  const { jobId, onClose } = props;
  const cancel = useAct(() => cancelJob(jobId));
  return (
    <ConfirmDialog
      open
      title={t('cancel.title')}
      act={t('cancel.act')}
      onConfirm={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
      busy={cancel.isPending}
      error={cancel.error}
    >
      <Text>{t('cancel.text')}</Text>
    </ConfirmDialog>
  );
}
