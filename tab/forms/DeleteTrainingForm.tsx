import { NOUN, type TrainingPath } from '../catalogs/trainings.ts';
import { useTraining } from '../queries/catalogs.ts';
import { DeleteForm } from './DeleteForm.tsx';
import { FormLoading } from './FormLoading.tsx';

/** Deletes a course or training plan; its enrolments end (L-5, S-7). */
export function DeleteTrainingForm(props: {
  readonly path: TrainingPath;
  readonly trainingId: string;
  readonly onGone: () => void;
  readonly onClose: () => void;
}) {
  const { path, trainingId, ...acts } = props;
  const training = useTraining(path, trainingId);
  if (training.data === undefined) return <FormLoading query={training} onClose={props.onClose} />;
  return (
    <DeleteForm
      what={NOUN[path]}
      base={`/api/${path}/${trainingId}`}
      thing={training.data}
      onChanged={() => void training.refetch()}
      {...acts}
    />
  );
}
