/** What an upload may be. */
export interface UploadLimits {
  readonly bytesMax: number;
  /** One line, line break not counted. */
  readonly lineBytesMax: number;
}

/** The largest import: some 60 million rows, which is 4 GiB; and the longest line, 64 KiB. */
export const UPLOAD_LIMITS: UploadLimits = { bytesMax: 4 * 1024 ** 3, lineBytesMax: 64 * 1024 };

/** So many rows are checked and applied in one step; after each the import could be stopped and go on. */
export const CHUNK_ROWS = 1_000;

/** The most characters of a catalog's or course's name, see `api/catalogs`. */
export const NAME_MAX = 200;

/** The result of an import names at most so many new catalogs and courses each; it counts all. */
export const NAMES_TOLD_MAX = 1_000;
