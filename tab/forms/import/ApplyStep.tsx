import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { Panel } from '../../components/Panel.tsx';
import type { ImportResult } from '../../jobs/results.ts';
import { changesIn, type ImportRun } from './useImport.ts';
import { RunOfImport } from './RunOfImport.tsx';

/** The third step: what the dry run showed is done. */
export function ApplyStep(props: {
  readonly run: ImportRun;
  /** What the dry run showed; null before there was one. */
  readonly checked: ImportResult | null;
  readonly onAnother: () => void;
}) {
  const { t } = useTranslation('imports');
  const { run, checked, onAnother } = props;
  const isBegun = run.isSending || run.begun !== null;
  const changes = checked === null ? 0 : changesIn(checked);
  const obstacle = checked === null ? t('apply.first') : changes === 0 ? t('apply.nothing') : null;
  return (
    <Panel title={t('apply.title')} explanation={t('apply.text')}>
      {isBegun ? null : (
        <div>
          <DisabledWithReason reason={obstacle}>
            <Button appearance="primary" onClick={obstacle === null ? run.start : undefined}>
              {checked === null ? t('apply.actPlain') : t('apply.act', { count: changes })}
            </Button>
          </DisabledWithReason>
        </div>
      )}
      <RunOfImport
        run={run}
        words={{ uploading: t('apply.uploading'), running: t('apply.running') }}
      >
        <MessageBar
          intent={run.ended?.state === 'partly-failed' ? 'warning' : 'success'}
          layout="multiline"
        >
          <MessageBarBody>
            {t(run.ended?.state === 'partly-failed' ? 'apply.partly' : 'apply.done')}
          </MessageBarBody>
        </MessageBar>
      </RunOfImport>
      {run.ended === null ? null : (
        <div>
          <Button onClick={onAnother}>{t('apply.another')}</Button>
        </div>
      )}
    </Panel>
  );
}
