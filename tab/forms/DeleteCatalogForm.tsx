import { useCatalog } from '../queries/catalogs.ts';
import { DeleteForm } from './DeleteForm.tsx';
import { FormLoading } from './FormLoading.tsx';

/** Deletes a catalog with all that is in it (S-7). */
export function DeleteCatalogForm(props: {
  readonly catalogId: string;
  readonly onGone: () => void;
  readonly onClose: () => void;
}) {
  const { catalogId, ...acts } = props;
  const catalog = useCatalog(catalogId);
  if (catalog.data === undefined) return <FormLoading query={catalog} onClose={props.onClose} />;
  return (
    <DeleteForm
      what="catalog"
      base={`/api/catalogs/${catalogId}`}
      thing={catalog.data}
      onChanged={() => void catalog.refetch()}
      {...acts}
    />
  );
}
