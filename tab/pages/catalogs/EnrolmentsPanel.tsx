import { Button } from '@fluentui/react-components';
import { PeopleRegular, PersonAddRegular, PersonDeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolmentShape, TrainingShape } from '../../../api/catalogs/contract.ts';
import type { TrainingPath } from '../../catalogs/trainings.ts';
import { DoneNotice } from '../../components/DoneNotice.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { MoreMenu } from '../../components/MoreMenu.tsx';
import { PagedRecords } from '../../components/PagedRecords.tsx';
import { Panel } from '../../components/Panel.tsx';
import { EnrolPeopleForm, UnenrolPersonForm } from '../../forms/opened.ts';
import { useFormat } from '../../format.ts';
import { useEnrolments } from '../../queries/catalogs.ts';
import { useHoldingColumns, useTakeOffWords } from './holding.tsx';
import { useGroupNames } from './useGroupNames.ts';

type Open =
  { readonly form: 'enrol' } | { readonly form: 'unenrol'; readonly enrolment: EnrolmentShape };

/** Who is enrolled in a course or training plan and through what, and the acts on it. */
export function EnrolmentsPanel(props: {
  readonly path: TrainingPath;
  readonly training: TrainingShape;
}) {
  const { t } = useTranslation('catalogs');
  const format = useFormat();
  const { path, training } = props;
  const enrolments = useEnrolments(path, training.id);
  const groupName = useGroupNames(`/api/${path}/${training.id}`);
  const [open, setOpen] = useState<Open | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const close = () => setOpen(null);

  const { obstacle, told } = useTakeOffWords('unenrol', groupName);
  const columns = useHoldingColumns<EnrolmentShape>(groupName, [
    {
      key: 'since',
      header: t('column.since'),
      isWhole: true,
      cell: ({ since }) => format.day(since.slice(0, 10)),
    },
    {
      key: 'endsOn',
      header: t('column.endsOn'),
      isWhole: true,
      cell: ({ endsOn }) => (endsOn === null ? t('column.noEnd') : format.day(endsOn)),
    },
  ]);
  return (
    <Panel
      title={t('enrolments.title')}
      explanation={t('enrolments.explanation')}
      actions={
        <Button
          appearance="primary"
          icon={<PersonAddRegular />}
          onClick={() => setOpen({ form: 'enrol' })}
        >
          {t('act.enrol')}
        </Button>
      }
    >
      <DoneNotice text={done} onClose={() => setDone(null)} />
      <PagedRecords
        query={enrolments}
        label={t('enrolments.title')}
        idOf={({ personId }) => personId}
        columns={columns}
        acts={{
          header: t('column.actions'),
          cell: (enrolment) => (
            <MoreMenu
              label={t('act.more', { name: enrolment.displayName })}
              acts={[
                {
                  key: 'unenrol',
                  act: t('act.unenrol'),
                  icon: <PersonDeleteRegular />,
                  onAct: () => setOpen({ form: 'unenrol', enrolment }),
                  reason: obstacle(enrolment),
                },
              ]}
            />
          ),
        }}
        empty={
          <EmptyState
            icon={<PeopleRegular />}
            title={t('enrolments.empty.title')}
            text={t('enrolments.empty.text')}
          />
        }
      />
      {open?.form === 'enrol' ? (
        <EnrolPeopleForm
          path={path}
          trainingId={training.id}
          name={training.name}
          onClose={close}
        />
      ) : null}
      {open?.form === 'unenrol' ? (
        <UnenrolPersonForm
          path={path}
          trainingId={training.id}
          training={training.name}
          enrolment={open.enrolment}
          groupName={groupName}
          onDone={(ending) => {
            close();
            setDone(told(open.enrolment.displayName, ending));
          }}
          onClose={close}
        />
      ) : null}
    </Panel>
  );
}
