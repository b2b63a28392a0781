import { Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import { api } from '../api.ts';
import { ConfirmDialog } from '../components/ConfirmDialog.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { FollowedJob } from '../jobs/FollowedJob.tsx';
import { resultOf } from '../jobs/results.ts';
import { useAct } from '../queries/refresh.ts';

/** Ends what came through a group into a course, a training plan or a Users list (S-6). */
export function EndGroupForm(props: {
  /** Where the group is linked, such as `/api/courses/{courseId}`. */
  readonly base: string;
  readonly of: 'enrolment' | 'list';
  readonly groupId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { base, of, groupId, name, onClose } = props;
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [ended, setEnded] = useState<JobShape | null>(null);
  const end = useAct(() => api.delete(`${base}/groups/${groupId}`, jobShape));
  const title = t('groups.end.title', { name });
  if (begun === null) {
    return (
      <ConfirmDialog
        open
        title={title}
        act={t('groups.end.act')}
        onConfirm={() => end.mutate(undefined, { onSuccess: setBegun })}
        onClose={onClose}
        busy={end.isPending}
        error={end.error}
      >
        <Text>{t(`groups.end.${of}`)}</Text>
      </ConfirmDialog>
    );
  }
  const result = ended === null ? null : resultOf(ended);
  return (
    <FormDialog title={title} onSubmit={onClose} onClose={onClose}>
      <FollowedJob begun={begun} label={t('delete.running')} onEnd={setEnded} />
      <Text role="status">
        {result?.of === 'ungroup'
          ? t('groups.end.done', { count: result.people })
          : ended === null
            ? t('delete.mayClose')
            : null}
      </Text>
    </FormDialog>
  );
}
