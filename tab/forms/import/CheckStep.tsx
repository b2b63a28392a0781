import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { DisabledWithReason } from '../../components/DisabledWithReason.tsx';
import { Panel } from '../../components/Panel.tsx';
import { isUnderWay, type ImportRun } from './useImport.ts';
import { RunOfImport } from './RunOfImport.tsx';

/** The second step: a dry run, and what would happen. */
export function CheckStep(props: {
  readonly run: ImportRun;
  /** A file is chosen, and nothing is wrong with it so far. */
  readonly isFit: boolean;
  /** It is being applied, or was. */
  readonly isLocked: boolean;
}) {
  const { t } = useTranslation('imports');
  const { run, isFit, isLocked } = props;
  const isBusy = isUnderWay(run);
  const isReady = isFit && !isBusy && !isLocked;
  return (
    <Panel title={t('check.title')} explanation={t('check.text')}>
      {isBusy || isLocked ? null : (
        <div>
          <DisabledWithReason reason={isFit ? null : t('check.first')}>
            <Button
              appearance={run.ended === null ? 'primary' : 'secondary'}
              onClick={isReady ? run.start : undefined}
            >
              {t(run.ended === null ? 'check.act' : 'check.again')}
            </Button>
          </DisabledWithReason>
        </div>
      )}
      <RunOfImport
        run={run}
        words={{ uploading: t('check.uploading'), running: t('check.running') }}
      >
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('check.done')}</MessageBarBody>
        </MessageBar>
      </RunOfImport>
    </Panel>
  );
}
