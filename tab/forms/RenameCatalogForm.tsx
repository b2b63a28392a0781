import { FormLoading } from './FormLoading.tsx';
import { useCatalog } from '../queries/catalogs.ts';
import { RenameForm } from './RenameForm.tsx';

/** Renames a catalog. */
export function RenameCatalogForm(props: {
  readonly catalogId: string;
  readonly onDone: (name: string) => void;
  readonly onClose: () => void;
}) {
  const { catalogId, ...acts } = props;
  const catalog = useCatalog(catalogId);
  if (catalog.data === undefined) return <FormLoading query={catalog} onClose={props.onClose} />;
  return <RenameForm base={`/api/catalogs/${catalogId}`} seen={catalog.data} {...acts} />;
}
