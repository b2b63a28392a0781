import type { Places } from './columns.ts';

/** A stored upload that was found to be a CSV with the columns of a template. */
export interface UsersFile {
  /** The name under which it is stored. */
  readonly upload: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly places: Places;
  /** How many cells the first line has, and every row is to have. */
  readonly cells: number;
  readonly rowsFromByte: number;
}
