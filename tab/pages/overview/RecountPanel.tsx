import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import { recountResultOf, type RecountResult } from '../../overview/recount.ts';
import { useRecount } from '../../queries/recount.ts';
import { DifferenceLine } from './DifferenceLine.tsx';
import { ProgressNote } from './parts.ts';

/** So many differences are named one by one. */
const NAMED_MAX = 20;

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
  },
});

function Result({ result }: { readonly result: RecountResult }) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const { people, kept, recounted, differences, differencesTotal, healed } = result;
  if (differencesTotal === 0) {
    return (
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{t('recount.agrees')}</MessageBarTitle>{' '}
          {t('recount.lookedAt', { count: people })} {t('recount.used', { count: recounted.used })}
        </MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <>
      <MessageBar intent="warning" layout="multiline" role="status">
        <MessageBarBody>
          <MessageBarTitle>{t('recount.differs', { count: differencesTotal })}</MessageBarTitle>{' '}
          {t('recount.figures', { kept: kept.used, recounted: recounted.used })}{' '}
          {t(healed ? 'recount.healed' : 'recount.notHealed')}
        </MessageBarBody>
      </MessageBar>
      <ul className={styles.list}>
        {differences.slice(0, NAMED_MAX).map((difference, place) => (
          <DifferenceLine key={place} difference={difference} />
        ))}
      </ul>
      {differencesTotal > NAMED_MAX ? (
        <Text>{t('recount.more', { count: differencesTotal - NAMED_MAX })}</Text>
      ) : null}
    </>
  );
}

/** Counting everybody again from the facts, and what that found. */
export function RecountPanel() {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { job, isOver, error, start } = useRecount();
  const result = job === null ? null : recountResultOf(job.result);
  const isRunning = (job !== null && !isOver) || start.isPending;
  return (
    <Panel title={t('recount.title')} explanation={t('recount.explanation')}>
      <ErrorNotice error={start.error ?? error} onRetry={() => start.mutate()} />
      {job !== null && !isOver ? (
        <ProgressNote label={t('recount.running')} progress={job} />
      ) : null}
      {job?.state === 'failed' ? (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t('recount.failed')}</MessageBarBody>
        </MessageBar>
      ) : null}
      {job !== null && isOver && result !== null ? <Result result={result} /> : null}
      {job?.finishedAt == null || !isOver ? null : (
        <Text size={200}>{t('recount.at', { at: format.instant(job.finishedAt) })}</Text>
      )}
      <div>
        <Button
          icon={<CheckmarkCircleRegular />}
          disabledFocusable={isRunning}
          onClick={() => start.mutate()}
        >
          {t('recount.act')}
        </Button>
      </div>
    </Panel>
  );
}
