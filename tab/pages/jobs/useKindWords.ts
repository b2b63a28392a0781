import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../../api/jobs/contract.ts';
import { kindKeyOf } from '../../jobs/progress.ts';
import { isDryRun } from '../../jobs/results.ts';

/** What a job is, in the reader's words. */
export function useKindWords(): (job: JobShape) => string {
  const { t } = useTranslation('jobs');
  return useCallback(
    (job) =>
      isDryRun(job)
        ? t('kind.import-dry-run')
        : t(`kind.${kindKeyOf(job.kind)}`, { kind: job.kind }),
    [t],
  );
}
