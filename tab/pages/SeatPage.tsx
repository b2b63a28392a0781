import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  HatGraduationRegular,
  PersonQuestionMarkRegular,
} from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createActKeys, underKey } from '../act-keys.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PlainPage } from '../components/PlainPage.tsx';
import { useFormat } from '../format.ts';
import { useOwnAnswer, useOwnAsk, type OwnAsk } from '../queries/reclaim.ts';
import { FailedStart } from './plain/FailedStart.tsx';

/** The question that can be answered. */
type Question = NonNullable<OwnAsk['ask']>;

const useStyles = makeStyles({
  acts: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    rowGap: tokens.spacingVerticalM,
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalM,
  },
});

/** Where a learner says whether the own seat is still needed: a plain page outside of the administrators' pages. */
export function SeatPage() {
  const { t } = useTranslation('seat');
  const { data: own, error, refetch } = useOwnAsk();
  if (own === undefined) {
    return error === null ? (
      <PageSkeleton />
    ) : (
      <FailedStart error={error} onRetry={() => void refetch()} />
    );
  }
  const { ask } = own;
  if (ask?.answerable === true) return <Asked own={own} ask={ask} />;
  if (ask?.state === 'released' || ask?.state === 'releasing') {
    return (
      <PlainPage
        icon={<HatGraduationRegular />}
        title={t('released.title')}
        text={t('released.text')}
      />
    );
  }
  return (
    <PlainPage
      icon={<HatGraduationRegular />}
      title={t('nothing.title')}
      text={t('nothing.text')}
    />
  );
}

/** The question, or the answer as long as it can be changed. */
function Asked({ own, ask }: { readonly own: OwnAsk; readonly ask: Question }) {
  const { t } = useTranslation('seat');
  const format = useFormat();
  const dayOf = (at: string | null): string => (at === null ? '' : format.day(at.slice(0, 10)));
  if (ask.state === 'kept') {
    return (
      <PlainPage
        icon={<CheckmarkCircleRegular />}
        title={t('kept.title')}
        text={t('kept.text', { until: dayOf(ask.restsUntil) })}
        action={<Answers ask={ask} answers={['give-up']} />}
      />
    );
  }
  if (ask.state === 'given-up') {
    return (
      <PlainPage
        icon={<CheckmarkCircleRegular />}
        title={t('given-up.title')}
        text={t(`given-up.${own.givenUp}`)}
        action={<Answers ask={ask} answers={['keep']} />}
      />
    );
  }
  const question = t('question.text', { since: dayOf(ask.idleSince), by: dayOf(ask.answerBy) });
  return (
    <PlainPage
      icon={<PersonQuestionMarkRegular />}
      title={t('question.title')}
      text={`${question} ${t(`silence.${own.unanswered}`)}`}
      action={<Answers ask={ask} answers={['keep', 'give-up']} />}
    />
  );
}

/** The answers that can be given, as buttons; what goes wrong is told below them. */
function Answers(props: {
  readonly ask: Question;
  readonly answers: readonly ('keep' | 'give-up')[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('seat');
  const [keys] = useState(createActKeys);
  const send = useOwnAnswer();
  const { askId } = props.ask;
  const answer = useMutation({
    mutationFn: (given: 'keep' | 'give-up') =>
      underKey(keys, [askId, given], (key) => send({ askId, answer: given }, key)),
  });
  const given = answer.variables;
  return (
    <div className={styles.acts}>
      <div className={styles.buttons}>
        {props.answers.map((each) => (
          <Button
            key={each}
            size="large"
            {...(each === 'keep' ? { appearance: 'primary' as const } : {})}
            disabledFocusable={answer.isPending}
            {...(answer.isPending && given === each ? { icon: <Spinner size="tiny" /> } : {})}
            onClick={() => answer.mutate(each)}
          >
            {t(`act.${each}`)}
          </Button>
        ))}
      </div>
      <ErrorNotice
        error={answer.error}
        onRetry={() => {
          if (given !== undefined) answer.mutate(given);
        }}
      />
    </div>
  );
}
