import {
  Badge,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncShape } from '../../../api/directory/contract.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { useSync } from '../../queries/sync.ts';
import { ConfirmDialog, ProgressNote } from './parts.ts';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const COLORS = {
  'never-run': 'informative',
  'first-sync': 'brand',
  running: 'brand',
  idle: 'success',
  held: 'warning',
  failing: 'danger',
  'consent-missing': 'danger',
} as const;

/** How far the directory is synced, and syncing it now. */
export function SyncPanel(props: { readonly sync: SyncShape; readonly asOf: string }) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { sync, isRunning, start } = useSync(props.sync);
  const [isAsking, setAsking] = useState(false);
  const nowMs = Date.parse(props.asOf);
  const { state, lastSuccessAt, lastFullPassAt, nextRunAt, lastError, held } = sync;

  const when = (at: string | null): string =>
    at === null ? t('sync.never') : `${format.ago(at, nowMs)} (${format.instant(at)})`;
  return (
    <Panel
      title={t('sync.title')}
      explanation={t('sync.explanation')}
      actions={
        <Badge appearance="tint" color={COLORS[state]}>
          {t(`sync.states.${state}`)}
        </Badge>
      }
    >
      <Facts
        facts={[
          [t('sync.lastSuccess'), when(lastSuccessAt)],
          [t('sync.lastFullPass'), when(lastFullPassAt)],
          ...(nextRunAt === null ? [] : [[t('sync.next'), format.time(nextRunAt)] as const]),
        ]}
      />
      {isRunning ? (
        <ProgressNote
          label={t('sync.running')}
          progress={{
            state: 'running',
            done: sync.peopleSeen,
            total: sync.fullPass ? sync.peopleExpected : null,
            etaSeconds: null,
          }}
        />
      ) : null}
      {lastError === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('sync.failed', { at: format.instant(lastError.at) })}</MessageBarBody>
        </MessageBar>
      )}
      {held === null ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('sync.held', { vanished: held.vanished, count: held.known })}
          </MessageBarBody>
        </MessageBar>
      )}
      <ErrorNotice error={start.error} onRetry={() => start.mutate(false)} />
      <div className={styles.acts}>
        <Button
          icon={<ArrowSyncRegular />}
          disabledFocusable={isRunning || start.isPending}
          onClick={() => start.mutate(false)}
        >
          {t('sync.now')}
        </Button>
        {held === null ? null : <Button onClick={() => setAsking(true)}>{t('sync.accept')}</Button>}
      </div>
      {isAsking ? (
        <ConfirmDialog
          open
          title={t('sync.acceptTitle')}
          act={t('sync.accept')}
          busy={start.isPending}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            start.mutate(true, { onSuccess: () => setAsking(false) });
          }}
        >
          {t('sync.acceptText', { count: held?.vanished ?? 0 })}
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
