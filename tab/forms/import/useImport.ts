import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { jobShape, type JobShape } from '../../../api/jobs/contract.ts';
import { createActKeys, underKey } from '../../act-keys.ts';
import { api } from '../../api.ts';
import { faultsOfHead, HEAD_BYTES, type FileFault } from '../../imports/head.ts';
import { resultOf, type ImportResult } from '../../jobs/results.ts';

/** A file that was chosen, and what is wrong with it. */
export interface ChosenFile {
  readonly file: File;
  readonly faults: readonly FileFault[];
}

/** Looks at the beginning of a file. One that cannot be read any more was changed or moved after it was chosen. */
export async function lookAt(file: File): Promise<readonly FileFault[]> {
  try {
    return faultsOfHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  } catch {
    return [{ code: 'file-unreadable' }];
  }
}

/**
 * One of the two ways through an import: the dry run, or the real one.
 * @param onFaults the file is found to be wrong just before it is sent
 */
export function useImport(
  chosen: ChosenFile | null,
  dryRun: boolean,
  onFaults: (faults: readonly FileFault[]) => void,
) {
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [ended, setEnded] = useState<JobShape | null>(null);
  const [keys] = useState(createActKeys);
  const send = useMutation({
    mutationFn: async (file: File) => {
      const faults = await lookAt(file);
      if (faults.length > 0) {
        onFaults(faults);
        return null;
      }
      // Browsers call a CSV file what the system calls it: a sheet, or nothing at all.
      const content = file.slice(0, file.size, 'text/csv');
      const { name, size, lastModified } = file;
      return underKey(keys, { name, size, lastModified }, (idempotencyKey) =>
        api.upload('/api/imports/enrolments', jobShape, content, {
          query: { dryRun },
          idempotencyKey,
        }),
      );
    },
    onSuccess: (job) => setBegun(job),
  });
  const result = ended === null ? null : resultOf(ended);
  return {
    begun,
    ended,
    result: result?.of === 'import' ? result.result : null,
    isSending: send.isPending,
    error: send.error,
    start: () => {
      setBegun(null);
      setEnded(null);
      if (chosen !== null) send.mutate(chosen.file);
    },
    reset: () => {
      setBegun(null);
      setEnded(null);
      send.reset();
    },
    onEnd: setEnded,
  };
}

/** How an import stands. */
export type ImportRun = ReturnType<typeof useImport>;

/** How many rows of a dry run would change something. */
export const changesIn = ({ enrolled, ended }: Pick<ImportResult, 'enrolled' | 'ended'>): number =>
  enrolled + ended;

/** Whether it is being sent or worked on. */
export const isUnderWay = (run: ImportRun): boolean =>
  run.isSending || (run.begun !== null && run.ended === null);
