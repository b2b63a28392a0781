import { z } from 'zod';
import { handedOutShape, type templateMode } from '../../api/customers/contract/imports.ts';
import { jobShape, type JobShape } from '../../api/jobs/contract.ts';
import type { Download } from '../api-client.ts';
import { api } from '../api.ts';
import type { HandedOut } from '../customers/answers.ts';
import type { Language } from '../language.ts';

/** Which template a file follows. */
export type TemplateMode = z.output<typeof templateMode>;

const at = (customerId: string): string => `/api/customers/${customerId}/imports`;

/** An empty file with the columns of a template. */
export const downloadTemplate = (customerId: string, mode: TemplateMode): Promise<Download> =>
  api.download(`${at(customerId)}/template`, { query: { mode } });

/** Sends a file of users: only to look at it, or to create them. */
export const uploadUsers = (
  customerId: string,
  content: Blob,
  how: { readonly preview: boolean; readonly mode: TemplateMode; readonly location: string },
  idempotencyKey: string,
): Promise<JobShape> =>
  api.upload(`${at(customerId)}/users`, jobShape, content, {
    query: {
      preview: how.preview,
      mode: how.mode,
      location: how.location === '' ? undefined : how.location,
    },
    idempotencyKey,
  });

/** To whom an e-mail goes, and in which language. */
export interface Addressing {
  readonly sendTo: string;
  readonly language: Language;
}

/** Hands out the passwords of an import's new users, once; by e-mail where an address is given (C-2). */
export const handOut = (
  customerId: string,
  jobId: string,
  by: Addressing | null,
  idempotencyKey: string,
): Promise<HandedOut> =>
  api.post(`${at(customerId)}/${jobId}/passwords`, handedOutShape, {
    body: by ?? {},
    idempotencyKey,
  });

/** Sends an empty file to be filled in at the customer (C-7). */
export const sendBlankCopy = (
  customerId: string,
  body: Addressing,
  idempotencyKey: string,
): Promise<undefined> =>
  api.post(`${at(customerId)}/blank-copy`, z.undefined(), { body, idempotencyKey });
