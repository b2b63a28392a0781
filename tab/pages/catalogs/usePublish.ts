import { useTranslation } from 'react-i18next';
import { trainingShape, type TrainingShape } from '../../../api/catalogs/contract.ts';
import { api } from '../../api.ts';
import type { TrainingPath } from '../../catalogs/trainings.ts';
import { useAct } from '../../queries/refresh.ts';

/**
 * Publishes a course or training plan, or takes it back. It says what it shall be, so two admins who do it at once do not
 * undo each other.
 */
export function usePublish(
  path: TrainingPath,
  onDone: (done: { readonly id: string; readonly text: string }) => void,
) {
  const { t } = useTranslation('catalogs');
  return useAct(async ({ id, published }: Pick<TrainingShape, 'id' | 'published'>) => {
    const body = { published: !published };
    const { name } = await api.patch(`/api/${path}/${id}`, trainingShape, { body });
    onDone({ id, text: t(published ? 'unpublished' : 'published', { name }) });
  });
}
