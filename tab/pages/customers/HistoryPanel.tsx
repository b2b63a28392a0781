import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndoRegular, HistoryRegular, OpenRegular, PlayRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu, type MenuAct } from '../../components/MoreMenu.tsx';
import { PagedRecords } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { CustomerDetail, CustomerJob } from '../../customers/answers.ts';
import { statesOf } from '../../customers/entries.ts';
import { ActDetails, ContinueForm, UndoForm } from '../../forms/customers/opened.ts';
import { useFormat } from '../../format.ts';
import { useCustomerJobs } from '../../queries/customer-jobs.ts';

const COLORS = {
  queued: 'informative',
  running: 'brand',
  succeeded: 'success',
  'partly-failed': 'warning',
  failed: 'danger',
  cancelled: 'informative',
} as const;

const useStyles = makeStyles({
  what: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

type Open = { readonly form: 'details' | 'undo' | 'continue'; readonly job: CustomerJob };

/** What agents did at a customer, with the outcome for each user and the way back. */
export function HistoryPanel({ customer }: { readonly customer: CustomerDetail }) {
  const styles = useStyles();
  const { t } = useTranslation(['customers', 'customerActs', 'jobs']);
  const format = useFormat();
  const jobs = useCustomerJobs(customer.id);
  const [open, setOpen] = useState<Open | null>(null);
  const whatOf = (job: CustomerJob) => t(`customers:history.what.${job.what}`);
  const actsOf = (job: CustomerJob): readonly MenuAct[] => [
    {
      key: 'details',
      act: t('customers:history.details'),
      icon: <OpenRegular />,
      onAct: () => setOpen({ form: 'details', job }),
    },
    ...(job.state === 'failed' || job.state === 'cancelled'
      ? [
          {
            key: 'continue',
            act: t('customerActs:continue.open'),
            icon: <PlayRegular />,
            onAct: () => setOpen({ form: 'continue', job }),
            reason:
              job.continuation === 'possible'
                ? null
                : t(`customerActs:continuability.${job.continuation}`),
          },
        ]
      : []),
    {
      key: 'undo',
      act: t('customers:history.undo'),
      icon: <ArrowUndoRegular />,
      onAct: () => setOpen({ form: 'undo', job }),
      reason: job.undo === 'possible' ? null : t(`customerActs:undoability.${job.undo}`),
    },
  ];
  return (
    <Panel title={t('customers:history.title')} explanation={t('customers:history.explanation')}>
      <PagedRecords
        query={jobs}
        label={t('customers:history.title')}
        idOf={({ id }) => id}
        columns={[
          {
            key: 'what',
            header: t('customers:column.what'),
            width: '30%',
            cell: (job) => (
              <span className={styles.what}>
                {whatOf(job)}
                <Text size={200} className={styles.quiet}>
                  {t('customers:history.by', {
                    name: job.createdBy.displayName ?? t('customers:deleted.colleague'),
                  })}
                </Text>
              </span>
            ),
          },
          {
            key: 'state',
            header: t('customers:column.state'),
            cell: ({ state }) => (
              <Badge appearance="tint" color={COLORS[state]}>
                {t(`jobs:state.${state}`)}
              </Badge>
            ),
          },
          {
            key: 'users',
            header: t('customers:column.users'),
            cell: ({ counts }) =>
              statesOf(counts)
                .map(({ state, count }) =>
                  t('customerActs:entries.tally', {
                    state: t(`customerActs:entryState.${state}`),
                    users: count,
                  }),
                )
                .join(', '),
          },
          {
            key: 'at',
            header: t('customers:column.at'),
            isWhole: true,
            cell: ({ createdAt }) => format.instant(createdAt),
          },
        ]}
        acts={{
          header: t('customers:column.actions'),
          cell: (job) => (
            <MoreMenu
              label={t('customers:history.more', {
                what: whatOf(job),
                at: format.instant(job.createdAt),
              })}
              acts={actsOf(job)}
            />
          ),
        }}
        empty={
          <EmptyState
            icon={<HistoryRegular />}
            title={t('customers:history.none')}
            text={t('customers:history.noneText')}
          />
        }
      />
      {open?.form === 'details' ? (
        <ActDetails
          customer={customer}
          job={open.job}
          title={whatOf(open.job)}
          onUndo={() => setOpen({ form: 'undo', job: open.job })}
          onContinue={(job) => setOpen({ form: 'continue', job })}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.form === 'continue' ? (
        <ContinueForm customer={customer} job={open.job} onClose={() => setOpen(null)} />
      ) : null}
      {open?.form === 'undo' ? (
        <UndoForm customer={customer} jobId={open.job.id} onClose={() => setOpen(null)} />
      ) : null}
    </Panel>
  );
}
