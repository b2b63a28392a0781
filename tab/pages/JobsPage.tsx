import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular, HistoryRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { JobShape } from '../../api/jobs/contract.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PagedRecords, useRows } from '../components/PagedRecords.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { Panel } from '../components/Panel.tsx';
import { Spoken } from '../components/Spoken.tsx';
import { CancelJobForm } from '../forms/opened.ts';
import { useActivity } from '../queries/activity.ts';
import { JobPanel } from './jobs/JobPanel.tsx';
import { useJobActs } from './jobs/useJobActs.tsx';
import { useJobColumns } from './jobs/useJobColumns.tsx';
import { useNews } from './jobs/useNews.ts';

/** Activity: long work that is under way or has ended, with its progress and what it came to. */
export function JobsPage() {
  const { t } = useTranslation('jobs');
  const navigate = useNavigate();
  const { jobId = null } = useParams();
  const activity = useActivity();
  const [cancelling, setCancelling] = useState<JobShape | null>(null);
  const open = (id: string | null) => void navigate(id === null ? '/jobs' : `/jobs/${id}`);
  const columns = useJobColumns();
  const { acts, error } = useJobActs({ onDetails: open, onCancel: setCancelling });
  const news = useNews(useRows(activity) ?? []);
  return (
    <>
      <PageHeader
        title={t('title')}
        explanation={t('explanation')}
        actions={
          <Button
            icon={<ArrowClockwiseRegular />}
            disabledFocusable={activity.isRefetching}
            onClick={() => void activity.refetch()}
          >
            {t('refresh')}
          </Button>
        }
      />
      <ErrorNotice error={error} />
      <Panel title={t('all')}>
        <PagedRecords
          query={activity}
          label={t('all')}
          idOf={({ id }) => id}
          columns={columns}
          acts={{ header: t('column.actions'), cell: acts }}
          empty={
            <EmptyState icon={<HistoryRegular />} title={t('empty.title')} text={t('empty.text')} />
          }
        />
      </Panel>
      <Spoken>{news}</Spoken>
      {cancelling === null ? null : (
        <CancelJobForm jobId={cancelling.id} onClose={() => setCancelling(null)} />
      )}
      {jobId === null ? null : (
        <JobPanel key={jobId} jobId={jobId} onClose={() => open(null)} onCancel={setCancelling} />
      )}
    </>
  );
}
