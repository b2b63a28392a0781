import { useTranslation } from 'react-i18next';
import { AddPeopleForm } from './AddPeopleForm.tsx';

/** Puts people and groups on a catalog's Users list; it takes no seat (L-9). */
export function ListPeopleForm(props: {
  readonly catalogId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('catalogs');
  return (
    <AddPeopleForm
      title={t('list.title', { name: props.name })}
      explanation={t('list.explanation')}
      act={t('list.act')}
      address={`/api/catalogs/${props.catalogId}/people`}
      onClose={props.onClose}
    />
  );
}
