import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../../components/DisabledWithReason.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { FollowedJob } from '../../../jobs/FollowedJob.tsx';
import { hasRows } from '../../../jobs/progress.ts';
import { RowsButton } from '../../../jobs/RowsButton.tsx';
import { CheckedUsers } from './CheckedUsers.tsx';
import { UploadState } from './UploadState.tsx';
import type { Upload, UserImport } from './useUserImport.ts';

/** The second step: every row is looked at, and nothing is changed. */
export function CheckUsersStep(props: {
  readonly run: UserImport;
  /** Null as long as there is no file that can be read. */
  readonly upload: Upload | null;
  /** It is being applied, or was. */
  readonly isLocked: boolean;
}) {
  const { t } = useTranslation('customerActs');
  const { run, upload, isLocked } = props;
  const { begun, ended, result } = run;
  return (
    <Panel title={t('check.title')} explanation={t('check.text')}>
      {run.isUnderWay || isLocked ? null : (
        <div>
          <DisabledWithReason reason={upload === null ? t('check.first') : null}>
            <Button
              appearance={ended === null ? 'primary' : 'secondary'}
              onClick={upload === null ? undefined : () => run.start(upload)}
            >
              {t(ended === null ? 'check.act' : 'check.again')}
            </Button>
          </DisabledWithReason>
        </div>
      )}
      <UploadState run={run} upload={upload} />
      {begun === null || (ended !== null && ended.failure === null) ? null : (
        <FollowedJob key={begun.id} begun={begun} label={t('check.running')} onEnd={run.onEnd} />
      )}
      {result === null ? null : (
        <>
          <MessageBar intent={result.faulty > 0 ? 'warning' : 'success'} layout="multiline">
            <MessageBarBody role="status">
              {result.faulty > 0
                ? t('check.faulty', { count: result.faulty })
                : t('check.good', { count: result.good })}
            </MessageBarBody>
          </MessageBar>
          <CheckedUsers result={result} />
        </>
      )}
      {ended !== null && hasRows(ended) ? <RowsButton jobId={ended.id} /> : null}
    </Panel>
  );
}
