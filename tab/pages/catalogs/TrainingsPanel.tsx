import { Button } from '@fluentui/react-components';
import { AddRegular, HatGraduationRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingShape } from '../../../api/catalogs/contract.ts';
import { trainingPageOf, type TrainingPath } from '../../catalogs/trainings.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { InnerLink } from '../../components/InnerLink.tsx';
import { PagedRecords, useRows } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { CreateTrainingForm, DeleteTrainingForm, RenameTrainingForm } from '../../forms/opened.ts';
import { useTrainings } from '../../queries/catalogs.ts';
import { useRefresh } from '../../queries/refresh.ts';
import { useTrainingColumns } from './columns.tsx';
import { TrainingActs } from './TrainingActs.tsx';
import { usePublish } from './usePublish.ts';

type Open =
  | { readonly form: 'create' }
  | { readonly form: 'rename' | 'delete'; readonly training: TrainingShape }
  | null;

/** The courses, or the training plans, of a catalog. */
export function TrainingsPanel(props: { readonly catalogId: string; readonly path: TrainingPath }) {
  const { t } = useTranslation('catalogs');
  const { catalogId, path } = props;
  const trainings = useTrainings(catalogId, path);
  const rows = useRows(trainings) ?? [];
  const columns = useTrainingColumns(path);
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState<{ readonly text: string; readonly id?: string } | null>(null);
  const refresh = useRefresh();
  const publish = usePublish(path, ({ id, text }) => setDone({ text, id }));
  const close = () => setOpen(null);
  const create = (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => setOpen({ form: 'create' })}>
      {t(`${path}.new`)}
    </Button>
  );
  return (
    <Panel title={t(`catalog.${path}`)} actions={create}>
      <DoneNotice
        text={done?.text ?? null}
        action={
          done?.id === undefined ? null : (
            <InnerLink to={trainingPageOf(catalogId, path, done.id)}>{t('act.open')}</InnerLink>
          )
        }
        onClose={() => setDone(null)}
      />
      <ErrorNotice error={publish.error} />
      <PagedRecords
        query={trainings}
        label={t(`catalog.${path}`)}
        idOf={({ id }) => id}
        columns={columns}
        acts={{
          header: t('column.actions'),
          cell: (training) => (
            <TrainingActs
              training={training}
              onPublish={() => publish.mutate(training)}
              onRename={() => setOpen({ form: 'rename', training })}
              onDelete={() => setOpen({ form: 'delete', training })}
            />
          ),
        }}
        empty={
          <EmptyState
            icon={<HatGraduationRegular />}
            title={t(`${path}.empty.title`)}
            text={t(`${path}.empty.text`)}
          />
        }
      />
      {open?.form === 'create' ? (
        <CreateTrainingForm
          catalogId={catalogId}
          path={path}
          taken={rows.map(({ name }) => name)}
          onDone={({ id, name }) => {
            close();
            setDone({ text: t('created', { name }), id });
          }}
          onClose={close}
        />
      ) : null}
      {open?.form === 'rename' ? (
        <RenameTrainingForm
          path={path}
          trainingId={open.training.id}
          onDone={(name) => {
            close();
            setDone({ text: t('renamed', { name }), id: open.training.id });
          }}
          onClose={close}
        />
      ) : null}
      {open?.form === 'delete' ? (
        <DeleteTrainingForm
          path={path}
          trainingId={open.training.id}
          onGone={() => {
            close();
            void refresh();
          }}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}
