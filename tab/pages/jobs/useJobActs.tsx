import { ArrowDownloadRegular, DismissCircleRegular, InfoRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { MoreMenu, type MenuAct } from '../../components/MoreMenu.tsx';
import { save } from '../../download.ts';
import { cancelObstacleOf, hasRows } from '../../jobs/progress.ts';
import { downloadRows } from '../../queries/activity.ts';
import { useKindWords } from './useKindWords.ts';

/** What can be done with a job in the list; what went wrong with a download. */
export function useJobActs(on: {
  readonly onDetails: (jobId: string) => void;
  readonly onCancel: (job: JobShape) => void;
}): { readonly acts: (job: JobShape) => ReactNode; readonly error: unknown } {
  const { t } = useTranslation('jobs');
  const kindWords = useKindWords();
  const download = useMutation({
    mutationFn: (jobId: string) => downloadRows(jobId),
    onSuccess: save,
  });
  const actsOf = (job: JobShape): MenuAct[] => {
    const obstacle = cancelObstacleOf(job);
    const details: MenuAct = {
      key: 'details',
      act: t('act.details'),
      icon: <InfoRegular />,
      onAct: () => on.onDetails(job.id),
    };
    const rows: MenuAct = {
      key: 'rows',
      act: t('act.rows'),
      icon: <ArrowDownloadRegular />,
      onAct: () => download.mutate(job.id),
    };
    const cancel: MenuAct = {
      key: 'cancel',
      act: t('act.cancel'),
      icon: <DismissCircleRegular />,
      onAct: () => on.onCancel(job),
      reason: obstacle === null ? null : t(`cancel.${obstacle}`),
    };
    return [details, ...(hasRows(job) ? [rows] : []), ...(obstacle === 'ended' ? [] : [cancel])];
  };
  return {
    acts: (job) => <MoreMenu label={t('act.more', { what: kindWords(job) })} acts={actsOf(job)} />,
    error: download.error,
  };
}
