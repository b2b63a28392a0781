import { Button, Spinner } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { save } from '../download.ts';
import { downloadRows } from '../queries/activity.ts';

/** Downloads what a job said of each row. */
export function RowsButton(props: {
  readonly jobId: string;
  /** Where the job is kept: `/api/jobs`, or the jobs of a customer. */
  readonly jobs?: string;
}) {
  const { jobId, jobs } = props;
  const { t } = useTranslation('jobs');
  const download = useMutation({ mutationFn: () => downloadRows(jobId, jobs), onSuccess: save });
  return (
    <div>
      <Button
        icon={download.isPending ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
        disabledFocusable={download.isPending}
        onClick={() => download.mutate()}
      >
        {t('act.rows')}
      </Button>
      <ErrorNotice error={download.error} onRetry={() => download.mutate()} />
    </div>
  );
}
