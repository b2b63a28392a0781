import type { TrainingPath } from '../catalogs/trainings.ts';
import { useTraining } from '../queries/catalogs.ts';
import { FormLoading } from './FormLoading.tsx';
import { RenameForm } from './RenameForm.tsx';

/** Renames a course or training plan. */
export function RenameTrainingForm(props: {
  readonly path: TrainingPath;
  readonly trainingId: string;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}) {
  const { path, trainingId, ...acts } = props;
  const training = useTraining(path, trainingId);
  if (training.data === undefined) return <FormLoading query={training} onClose={props.onClose} />;
  return <RenameForm base={`/api/${path}/${trainingId}`} seen={training.data} {...acts} />;
}
