import { MARK_FILE, markOfFolder } from './adapters/disk/folder-mark.ts';
import { AppError } from './kernel/errors.ts';
import { SERVICE } from './ports/partitions.ts';
import { create, kind, type Store } from './ports/store.ts';

/** In which folder the files lie of which the store's documents speak. */
export interface FilesFolder {
  readonly mark: string;
}

/** One document, among the service's own papers. */
export const filesFolders = kind<FilesFolder>()({
  name: 'filesFolder',
  key: [],
  fields: { mark: 'text' },
  indexes: {},
});

/**
 * Makes sure that every process on a store has the same files: an upload is taken by one and imported by another.
 * @throws AppError `store-unavailable` where this process's folder is another one, with the remedies
 */
export async function requireSharedFiles(store: Store, folder: string): Promise<void> {
  const mark = await markOfFolder(folder);
  await store.commit(SERVICE, [create(filesFolders, { mark })]);
  const held = await store.read(SERVICE, filesFolders, {});
  if (held === null || held.doc.mark === mark) return;
  throw new AppError(
    'store-unavailable',
    `The files folder ${folder} is not the one in which the files of this store lie. Set FILES_DIR to a folder that all ` +
      `processes on the store share. Where that one is lost for good and its files are given up, write ${held.doc.mark} ` +
      `into ${folder}/${MARK_FILE} and start again.`,
  );
}
