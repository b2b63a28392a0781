import type { CatalogId } from '../../kernel/ids.ts';
import type { ColumnPlaces } from './columns.ts';

/** The kind of job that an import is. */
export const IMPORT_ENROLMENTS = 'import-enrolments';

/** What an import job is given. */
export interface ImportInput {
  /** The name of the stored upload. */
  readonly upload: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly places: ColumnPlaces;
  readonly cells: number;
  readonly rowsFromByte: number;
  readonly dryRun: boolean;
  /** The catalogs of the catalog admin who imports; null for those who act on all, and may make new ones. */
  readonly onlyCatalogs: readonly CatalogId[] | null;
}
