import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobShape } from '../../api/jobs/contract.ts';
import { ApiError } from '../api-error.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FollowedJob, useFollowedJob } from '../jobs/FollowedJob.tsx';
import { resultOf } from '../jobs/results.ts';
import type { NamedOutcome, Step } from '../catalogs/bulk.ts';
import { PeopleOutcomes } from './PeopleOutcomes.tsx';

const useStyles = makeStyles({
  result: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    outlineStyle: 'none',
  },
  step: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { overflowWrap: 'anywhere' },
  left: { color: tokens.colorNeutralForeground2 },
});

/** How far an act on people and groups is, and how it went for each. */
export function BulkResult(props: {
  readonly steps: readonly Step<JobShape>[];
  readonly isRunning: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: whoever uses the keyboard goes on here.
  useEffect(() => place.current?.focus(), []);
  return (
    <div
      ref={place}
      tabIndex={-1}
      className={styles.result}
      role="status"
      aria-label={t('bulk.result')}
      aria-busy={props.isRunning}
    >
      {props.steps.map((step) => (
        <StepResult
          key={JSON.stringify(step.asking.body)}
          step={step}
          isRunning={props.isRunning}
        />
      ))}
    </div>
  );
}

function StepResult(props: { readonly step: Step<JobShape>; readonly isRunning: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const { step, isRunning } = props;
  const { body, picked } = step.asking;
  const isGroup = 'groupId' in body;
  return (
    <section className={styles.step}>
      <Subtitle2 as="h3" className={styles.title}>
        {isGroup
          ? t('through.group', { name: picked[0]?.displayName ?? body.groupId })
          : t('bulk.people', { count: picked.length })}
      </Subtitle2>
      {step.state === 'running' ? (
        <Spinner size="tiny" labelPosition="after" label={t('bulk.running')} />
      ) : null}
      {step.state === 'waiting' ? (
        <Text className={styles.left}>{t(isRunning ? 'bulk.waiting' : 'bulk.stopped')}</Text>
      ) : null}
      {step.state === 'failed' ? <Failure error={step.error} /> : null}
      {step.state === 'done' ? <Outcomes outcomes={step.outcomes} isGroup={isGroup} /> : null}
      {step.state === 'following' ? <LargeGroup begun={step.job} /> : null}
    </section>
  );
}

function Outcomes(props: {
  readonly outcomes: readonly NamedOutcome[];
  readonly isGroup: boolean;
}) {
  const { t } = useTranslation('catalogs');
  const { outcomes, isGroup } = props;
  if (isGroup && outcomes.length === 0) return <Text>{t('bulk.emptyGroup')}</Text>;
  return <PeopleOutcomes outcomes={outcomes} />;
}

/** A request that was refused as a whole; where seats are missing, how many. */
function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('catalogs');
  if (!(error instanceof ApiError) || error.code !== 'seats-none-left') {
    return <ErrorNotice error={error} />;
  }
  const { needed, left } = error.facts;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        {t('bulk.seatsNeeded', { count: Number(needed) })}{' '}
        {t('bulk.seatsLeft', { count: Number(left) })} {t('bulk.seatsWay')}
      </MessageBarBody>
    </MessageBar>
  );
}

/** A group that is too large to wait for: it is followed, and goes on without anybody looking. */
function LargeGroup({ begun }: { readonly begun: JobShape }) {
  const { t } = useTranslation('catalogs');
  const { job } = useFollowedJob(begun);
  const result = resultOf(job);
  return (
    <>
      <Text>{t('bulk.goesOn')}</Text>
      <FollowedJob begun={begun} label={t('bulk.running')} />
      {result?.of === 'group' && result.result.results !== undefined ? (
        <PeopleOutcomes outcomes={result.result.results} />
      ) : null}
    </>
  );
}
