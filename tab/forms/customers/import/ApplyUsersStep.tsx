import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../../components/DisabledWithReason.tsx';
import { Panel } from '../../../components/Panel.tsx';
import type { CustomerDetail, ImportResult } from '../../../customers/answers.ts';
import { useCustomerJob } from '../../../queries/customer-jobs.ts';
import { PasswordHandOut } from '../PasswordHandOut.tsx';
import { RunView } from '../RunView.tsx';
import { UndoForm } from '../opened.ts';
import { RolesNote } from './RolesNote.tsx';
import { UploadState } from './UploadState.tsx';
import type { Upload, UserImport } from './useUserImport.ts';

/** The third step: the users are created, followed to the end, and their passwords handed out. */
export function ApplyUsersStep(props: {
  readonly customer: CustomerDetail;
  readonly run: UserImport;
  readonly upload: Upload | null;
  /** What the check showed; null before there was one. */
  readonly checked: ImportResult | null;
  readonly onAnother: () => void;
}) {
  const { t } = useTranslation('customerActs');
  const { customer, run, upload, checked, onAnother } = props;
  const { begun, ended } = run;
  const [undoing, setUndoing] = useState<string | null>(null);
  const job = useCustomerJob(customer.id, begun?.id ?? '', ended !== null);
  const waiting = job.data?.passwordsWaiting ?? 0;
  const obstacle =
    checked === null || upload === null
      ? t('apply.first')
      : checked.good === 0
        ? t('apply.nothing')
        : null;
  return (
    <Panel title={t('apply.title')} explanation={t('apply.text')}>
      {begun !== null || checked === null ? null : <RolesNote roles={checked.roles} />}
      {run.isSending || begun !== null ? null : (
        <div>
          <DisabledWithReason reason={obstacle}>
            <Button
              appearance="primary"
              onClick={obstacle === null && upload !== null ? () => run.start(upload) : undefined}
            >
              {checked === null ? t('apply.actPlain') : t('apply.act', { count: checked.good })}
            </Button>
          </DisabledWithReason>
        </div>
      )}
      <UploadState run={run} upload={upload} />
      {begun === null ? null : (
        <RunView
          key={begun.id}
          customerId={customer.id}
          begun={begun}
          label={t('apply.running')}
          done={t('apply.done')}
          onEnd={run.onEnd}
          onUndo={setUndoing}
        />
      )}
      {begun !== null && ended !== null ? (
        <PasswordHandOut
          customerId={customer.id}
          customer={customer.displayName}
          jobId={begun.id}
          waiting={waiting}
        />
      ) : null}
      {ended === null ? null : (
        <div>
          <Button onClick={onAnother}>{t('apply.another')}</Button>
        </div>
      )}
      {undoing === null ? null : (
        <UndoForm customer={customer} jobId={undoing} onClose={() => setUndoing(null)} />
      )}
    </Panel>
  );
}
