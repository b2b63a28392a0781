import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { deleteReport, type Report } from '../queries/reports.ts';
import { useAct } from '../queries/refresh.ts';
import { isBeingMade } from '../reports/states.ts';
import { useReportWords } from '../reports/words.ts';

/** Deletes a report with its file; one that is being made is given up. */
export function DeleteReportForm(props: { readonly report: Report; readonly onClose: () => void }) {
  const { t } = useTranslation('reports');
  const words = useReportWords();
  const { report, onClose } = props;
  const remove = useAct(() => deleteReport(report.id));
  return (
    <ConfirmDialog
      open
      title={t('delete.title')}
      act={t('delete.confirm')}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
      busy={remove.isPending}
      error={remove.error}
    >
      <Text>{words.title(report)}</Text>
      <Text>{t(isBeingMade(report) ? 'delete.open' : 'delete.text')}</Text>
    </ConfirmDialog>
  );
}
