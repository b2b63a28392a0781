import { Field, Switch } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trainingShape, type TrainingShape } from '../../api/catalogs/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import { nameFaultOf } from '../catalogs/names.ts';
import { NOUN, type TrainingPath } from '../catalogs/trainings.ts';
import { FormDialog } from '../components/FormDialog.tsx';
import { useAct } from '../queries/refresh.ts';
import { NameField } from './NameField.tsx';

/** Makes a course or training plan in a catalog. */
export function CreateTrainingForm(props: {
  readonly catalogId: string;
  readonly path: TrainingPath;
  /** The names that are known to be there. */
  readonly taken: readonly string[];
  readonly onDone: (made: TrainingShape) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const { catalogId, path } = props;
  const [name, setName] = useState('');
  const [published, setPublished] = useState(true);
  const [isSent, setIsSent] = useState(false);
  const [keys] = useState(createActKeys);
  const create = useAct((body: { readonly name: string; readonly published: boolean }) =>
    underKey(keys, body, (idempotencyKey) =>
      api.post(`/api/catalogs/${catalogId}/${path}`, trainingShape, { body, idempotencyKey }),
    ),
  );
  const submit = () => {
    setIsSent(true);
    if (nameFaultOf(name) !== null) return;
    create.mutate({ name: name.trim(), published }, { onSuccess: props.onDone });
  };
  const noun = NOUN[path];
  return (
    <FormDialog
      title={t(`create.${noun}`)}
      act={t(`create.${noun}Act`)}
      onSubmit={submit}
      onClose={props.onClose}
      busy={create.isPending}
      error={create.error}
    >
      <NameField
        value={name}
        onChange={setName}
        isSent={isSent}
        error={create.error}
        warning={props.taken.includes(name.trim()) ? t('create.sameName') : null}
      />
      <Field hint={t('create.publishedHint')}>
        <Switch
          label={t('create.published')}
          checked={published}
          onChange={(_event, data) => setPublished(data.checked)}
        />
      </Field>
    </FormDialog>
  );
}
