import type { Readable } from 'node:stream';

/** Uploads, row results and reports. Names are made by us: `{tenantId}/imports/{jobId}/upload.csv`, segments of [a-z0-9.-]. */
export interface Files {
  /**
   * Stores the stream wholly or not at all, over an earlier file of that name; gives its size in bytes. Rejects with
   * the stream's own error.
   */
  put(name: string, content: Readable, options?: { readonly maxBytes?: number }): Promise<number>;
  /**
   * The file's bytes from `start` to before `end` (default: all), or null where there is no such file. `sizeBytes` is
   * the whole file's.
   */
  get(
    name: string,
    range?: { readonly start: number; readonly end?: number },
  ): Promise<{ readonly content: Readable; readonly sizeBytes: number } | null>;
  /** The names that begin so, in order. */
  list(prefix: string): Promise<readonly string[]>;
  /** Deletes what begins so; what is not there is no fault. Never everything: the prefix is not empty. */
  deleteAll(prefix: string): Promise<void>;
}
