import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { customerImportResultShape } from '../../../../api/customers/contract/imports.ts';
import type { JobShape } from '../../../../api/jobs/contract.ts';
import { createActKeys, underKey } from '../../../act-keys.ts';
import { uploadUsers, type TemplateMode } from '../../../queries/customer-imports.ts';

/** What is to be imported, and how. */
export interface Upload {
  readonly file: File;
  readonly mode: TemplateMode;
  /** Two letters; empty for none. */
  readonly location: string;
}

/** One of the two ways through an import of users: only looking, or for good. */
export function useUserImport(customerId: string, preview: boolean) {
  const [begun, setBegun] = useState<JobShape | null>(null);
  const [ended, setEnded] = useState<JobShape | null>(null);
  const [keys] = useState(createActKeys);
  const send = useMutation({
    mutationFn: ({ file, mode, location }: Upload) => {
      // Browsers call a CSV file what the system calls it: a sheet, or nothing at all.
      const content = file.slice(0, file.size, 'text/csv');
      const { name, size, lastModified } = file;
      return underKey(keys, { name, size, lastModified, mode, location }, (idempotencyKey) =>
        uploadUsers(customerId, content, { preview, mode, location }, idempotencyKey),
      );
    },
    onSuccess: setBegun,
  });
  return {
    begun,
    ended,
    /** What it came to, once it has ended. */
    result: customerImportResultShape.safeParse(ended?.result).data ?? null,
    isSending: send.isPending,
    isUnderWay: send.isPending || (begun !== null && ended === null),
    error: send.error,
    start: (upload: Upload) => {
      setBegun(null);
      setEnded(null);
      send.mutate(upload);
    },
    reset: () => {
      setBegun(null);
      setEnded(null);
      send.reset();
    },
    onEnd: setEnded,
  };
}

/** How an import of users stands. */
export type UserImport = ReturnType<typeof useUserImport>;
