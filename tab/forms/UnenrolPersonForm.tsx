import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { EnrolmentShape } from '../../api/catalogs/contract.ts';
import type { TrainingPath } from '../catalogs/trainings.ts';
import { TakeOffForm, type Ending } from './TakeOffForm.tsx';

/** Ends what is individual of a person's enrolment (L-12, S-6). */
export function UnenrolPersonForm(props: {
  readonly path: TrainingPath;
  readonly trainingId: string;
  readonly training: string;
  readonly enrolment: EnrolmentShape;
  readonly groupName: (groupId: string) => string;
  readonly onDone: (ending: Ending) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { path, trainingId, training, enrolment, ...rest } = props;
  const name = enrolment.displayName;
  return (
    <TakeOffForm
      address={`/api/${path}/${trainingId}/enrolments/${enrolment.personId}`}
      holding={enrolment}
      words={{
        title: t('unenrol.title', { name }),
        act: t('unenrol.act'),
        ends: <Text>{t('unenrol.ends', { name, training })}</Text>,
        stays: t('unenrol.stays', { name }),
        held: (groups) => t('unenrol.held', { name, groups }),
      }}
      {...rest}
    />
  );
}
