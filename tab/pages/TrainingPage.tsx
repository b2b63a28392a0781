import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  DeleteRegular,
  EyeOffRegular,
  EyeRegular,
  HatGraduationRegular,
  RenameRegular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { codeOf } from '../api-error.ts';
import type { TrainingPath } from '../catalogs/trainings.ts';
import { DoneNotice } from '../components/DoneNotice.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { FigureList } from '../components/FigureList.tsx';
import { PageHeader } from '../components/PageHeader.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { Trail } from '../components/Trail.tsx';
import { DeleteTrainingForm, RenameTrainingForm } from '../forms/opened.ts';
import { useFormat } from '../format.ts';
import { useCatalog, useTraining } from '../queries/catalogs.ts';
import { useRefresh } from '../queries/refresh.ts';
import { PublishedBadge } from './catalogs/columns.tsx';
import { EnrolmentsPanel } from './catalogs/EnrolmentsPanel.tsx';
import { GroupsPanel } from './catalogs/GroupsPanel.tsx';
import { usePublish } from './catalogs/usePublish.ts';
import { Gone } from './plain/Gone.tsx';

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    marginTop: tokens.spacingVerticalL,
  },
});

/** One course or training plan: how it stands, who is enrolled, and through which groups. */
export function TrainingPage(props: { readonly path: TrainingPath }) {
  const { catalogId = '', trainingId = '' } = useParams();
  return <TrainingById key={trainingId} {...{ catalogId, trainingId, path: props.path }} />;
}

function TrainingById(props: {
  readonly catalogId: string;
  readonly trainingId: string;
  readonly path: TrainingPath;
}) {
  const styles = useStyles();
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const navigate = useNavigate();
  const { catalogId, trainingId, path } = props;
  const { data, error, refetch } = useTraining(path, trainingId);
  const catalog = useCatalog(catalogId).data?.value.name ?? '…';
  const [form, setForm] = useState<'rename' | 'delete' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const refresh = useRefresh();
  const publish = usePublish(path, ({ text }) => setDone(text));
  const close = () => setForm(null);
  if (form !== 'delete' && codeOf(error) === 'not-found') return <TrainingGone path={path} />;
  if (data === undefined) {
    return error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  }
  const training = data.value;
  const { name, published, liveEnrolments, createdAt } = training;
  return (
    <>
      <PageHeader
        trail={
          <Trail
            stops={[
              { name: t('title'), path: '/catalogs' },
              { name: catalog, path: `/catalogs/${catalogId}/${path}` },
            ]}
          />
        }
        title={name}
        explanation={t(`${path}.explanation`, { catalog })}
        actions={
          <>
            <Button
              icon={published ? <EyeOffRegular /> : <EyeRegular />}
              disabledFocusable={publish.isPending}
              onClick={() => publish.mutate(training)}
            >
              {t(published ? 'act.unpublish' : 'act.publish')}
            </Button>
            <Button icon={<RenameRegular />} onClick={() => setForm('rename')}>
              {t('act.rename')}
            </Button>
            <Button icon={<DeleteRegular />} onClick={() => setForm('delete')}>
              {t('act.delete')}
            </Button>
          </>
        }
      />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <ErrorNotice error={publish.error} onRetry={() => publish.mutate(training)} />
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <FigureList
        figures={[
          {
            key: 'enrolments',
            label: t('figure.enrolments'),
            value: format.number(liveEnrolments),
            hint: t('figure.trainingHint'),
          },
          { key: 'state', label: t('column.state'), value: <PublishedBadge {...training} /> },
          {
            key: 'created',
            label: t('column.created'),
            value: format.day(createdAt.slice(0, 10)),
          },
        ]}
      />
      <div className={styles.panels}>
        <EnrolmentsPanel path={path} training={training} />
        <GroupsPanel base={`/api/${path}/${trainingId}`} of="enrolment" />
      </div>
      {form === 'rename' ? (
        <RenameTrainingForm
          path={path}
          trainingId={trainingId}
          onDone={(renamed) => {
            close();
            setDone(t('renamed', { name: renamed }));
          }}
          onClose={close}
        />
      ) : null}
      {form === 'delete' ? (
        <DeleteTrainingForm
          path={path}
          trainingId={trainingId}
          onGone={() => {
            void navigate(`/catalogs/${catalogId}/${path}`, { replace: true });
            void refresh('when-seen');
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function TrainingGone({ path }: { readonly path: TrainingPath }) {
  const { t } = useTranslation('catalogs');
  return (
    <Gone
      icon={<HatGraduationRegular />}
      title={t(`${path}.gone.title`)}
      text={t(`${path}.gone.text`)}
      act={t('all')}
      path="/catalogs"
    />
  );
}

/** One course. */
export const CoursePage = () => <TrainingPage path="courses" />;

/** One training plan. */
export const TrainingPlanPage = () => <TrainingPage path="training-plans" />;
