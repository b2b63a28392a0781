import { useTranslation } from 'react-i18next';
import type { TrainingPath } from '../catalogs/trainings.ts';
import { AddPeopleForm } from './AddPeopleForm.tsx';

/** Enrols people and groups in a course or training plan (L-1, L-10, L-13). */
export function EnrolPeopleForm(props: {
  readonly path: TrainingPath;
  readonly trainingId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  return (
    <AddPeopleForm
      title={t('enrol.title', { name: props.name })}
      explanation={t('enrol.explanation')}
      act={t('enrol.act')}
      address={`/api/${props.path}/${props.trainingId}/enrolments`}
      onClose={props.onClose}
    />
  );
}
