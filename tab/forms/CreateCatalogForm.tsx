import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogShape, type CatalogShape } from '../../api/catalogs/contract.ts';
import { createActKeys, underKey } from '../act-keys.ts';
import { api } from '../api.ts';
import { nameFaultOf } from '../catalogs/names.ts';
import { FormDialog } from '../components/FormDialog.tsx';
import { useAct } from '../queries/refresh.ts';
import { NameField } from './NameField.tsx';

/** Makes a catalog. */
export function CreateCatalogForm(props: {
  /** The names of the catalogs that are known to be there. */
  readonly taken: readonly string[];
  readonly onDone: (made: CatalogShape) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  const [name, setName] = useState('');
  const [isSent, setIsSent] = useState(false);
  const [keys] = useState(createActKeys);
  const create = useAct((body: { readonly name: string }) =>
    underKey(keys, body, (idempotencyKey) =>
      api.post('/api/catalogs', catalogShape, { body, idempotencyKey }),
    ),
  );
  const submit = () => {
    setIsSent(true);
    if (nameFaultOf(name) !== null) return;
    create.mutate({ name: name.trim() }, { onSuccess: props.onDone });
  };
  return (
    <FormDialog
      title={t('create.catalog')}
      act={t('create.catalogAct')}
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
    </FormDialog>
  );
}
