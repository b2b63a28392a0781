import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { customerImportResultShape } from '../../api/customers/contract/imports.ts';
import type { Reply } from '../world.ts';
import { at, NORTHWIND_DOMAIN, type PartnerWorld } from './partner-world.ts';

/** The first line of Headcount's own template, and of Partner Center's. */
export const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';
export const COMPATIBLE = 'First name,Last name,Display name,Email,Status update';

interface Fault {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
}

/** A user name at the customer. */
export const user = (name: string): string => `${name}@${NORTHWIND_DOMAIN}`;

/** The faults that the result of an import tells, each as line, column and code. */
export const faultsOf = (job: Record<string, unknown>): string[] =>
  (job['result'] as { faults: Fault[] }).faults.map(
    ({ line, column, code }) => `${line} ${column ?? '-'} ${code}`,
  );

/** What is done with files of users at the customer. */
export interface Importing {
  send(
    content: string | readonly string[],
    query?: string,
    key?: string,
  ): Promise<Reply<Record<string, unknown>>>;
  /** Sends a file and waits for its job. */
  imported(content: readonly string[], query?: string): Promise<Record<string, unknown>>;
  /** The result file: a record a row, under its own titles. */
  rowsOf(jobId: unknown): Promise<Record<string, string>[]>;
  /** The user of that name who is at the customer now. */
  liveUser(name: string): Promise<Record<string, unknown> | undefined>;
}

/** Imports by the agent of a world. */
export function importingIn(world: PartnerWorld): Importing {
  const send: Importing['send'] = (content, query = '', key) =>
    world.agent.post(
      at(`/imports/users${query}`),
      typeof content === 'string' ? content : content.join('\n'),
      { contentType: 'text/csv', ...(key === undefined ? {} : { key }) },
    );
  return {
    send,
    async imported(content, query = '') {
      const started = await send(content, query);
      if (started.status !== 202) throw new Error(JSON.stringify(started.body));
      const job = await world.ended(started.body['id']);
      expect(customerImportResultShape.safeParse(job['result']).error).toBeUndefined();
      return job;
    },
    async rowsOf(jobId) {
      const { body } = await world.agent.get<string>(`/api/jobs/${String(jobId)}/rows`);
      return parse(body, { columns: true });
    },
    async liveUser(name) {
      const { body } = await world.agent.get<{ items: Record<string, unknown>[] }>(
        at(`/users?search=${encodeURIComponent(name)}`),
      );
      return body.items.find(({ userName }) => userName === user(name));
    },
  };
}
