import type { Readable } from 'node:stream';
import { createScanner } from '../../../imports/actions/scan.ts';
import { storeUpload } from '../../../imports/actions/store-upload.ts';
import { readJob, startJob } from '../../../jobs/actions.ts';
import { filesOfJob } from '../../../jobs/files.ts';
import type { Job } from '../../../jobs/rules.ts';
import { AppError, invalid } from '../../../kernel/errors.ts';
import { idFrom, newId, type TenantId } from '../../../kernel/ids.ts';
import type { World } from '../../../ports/world.ts';
import { placesIn, titlesOf, type TemplateMode } from '../../rules/imports/columns.ts';
import type { UsersFile } from '../../rules/imports/file.ts';
import {
  COMPATIBLE_ROWS_MAX,
  IMPORT_ROWS_MAX,
  USERS_UPLOAD_LIMITS,
} from '../../rules/imports/limits.ts';
import { asUsageLocation, usageLocationFault } from '../../rules/usage-locations.ts';
import { planIdOf, startSourcedPlan, type PlanCaller } from '../plans/start.ts';

/** The kind of job that only looks at a file. */
export const IMPORT_CHECK = 'customer-import-check';

/** How an import of users is to be done. */
export interface UsersImport {
  readonly customerId: TenantId;
  readonly mode: TemplateMode;
  /** The usage location of rows that name none, as it was written; null: none. */
  readonly location: string | null;
  /** Nothing is changed: the rows are judged, and the result says what would be done. */
  readonly preview: boolean;
}

/** What the job that only looks at a file is given. */
export type CheckInput = Omit<UsersImport, 'preview'> & { readonly file: UsersFile };

/**
 * Stores a file of users as it comes, looks whether it is one at all, and starts the job that judges its rows and makes
 * the users. What is refused or breaks off leaves nothing behind. A repeat of the act gives the same job.
 * @throws AppError `invalid-input` that names the column, the line or the number of rows; `body-too-large`;
 * `upload-incomplete`; `idempotency-key-reused` where the act was begun with another file
 */
export async function receiveUsers(
  world: World,
  caller: PlanCaller,
  upload: Readable,
  order: UsersImport,
): Promise<Job> {
  const { tenant, actor } = caller;
  const { customerId, mode, preview } = order;
  const location = locationOf(order.location);
  const jobId = preview ? idFrom(IMPORT_CHECK, tenant.tenantId, actor.actId) : planIdOf(caller);
  const name = `${filesOfJob(tenant.tenantId, jobId)}upload-${newId()}.csv`;
  const header = { example: titlesOf(mode).join(','), placesOf: placesIn(mode) };
  const scanner = createScanner(USERS_UPLOAD_LIMITS, header);
  const { rows, ...found } = await storeUpload(world, name, upload, scanner);
  try {
    refuseTooMany(rows, mode);
  } catch (error) {
    await world.files.deleteAll(name);
    throw error;
  }
  const file: UsersFile = { upload: name, ...found };
  const job = preview
    ? await startJob(world, tenant, {
        ...{ kind: IMPORT_CHECK, jobId, total: rows, createdBy: actor.personId },
        input: { customerId, mode, location, file } satisfies CheckInput,
      })
    : await startSourcedPlan(world, caller, {
        ...{ customerId, what: 'import', total: rows },
        source: { kind: 'import', file, mode, location },
      });
  const held = fileOf(job);
  if (held?.upload === name) return job;
  await world.files.deleteAll(name);
  if (held?.sha256 === file.sha256) return readJob(world, tenant, jobId);
  throw new AppError(
    'idempotency-key-reused',
    'This Idempotency-Key was used for the import of another file. Use a new key for a new import.',
  );
}

/** The file of either kind of job. */
const fileOf = ({ input }: Job): UsersFile | undefined => {
  const { file, source } = input as { file?: UsersFile; source?: { file?: UsersFile } };
  return file ?? source?.file;
};

function locationOf(text: string | null): string | null {
  const fault = text === null ? null : usageLocationFault(text);
  if (fault !== null) throw invalid('/query/location', fault.code, fault.detail);
  return text === null ? null : asUsageLocation(text);
}

function refuseTooMany(rows: number, mode: TemplateMode): void {
  if (rows === 0) {
    throw invalid('/rows', 'no-rows', 'The file has no rows after its first line. Add one a user.');
  }
  if (mode === 'compatible' && rows > COMPATIBLE_ROWS_MAX) {
    throw invalid(
      '/rows',
      'too-many-records',
      `Partner Center’s template takes ${COMPATIBLE_ROWS_MAX} records a file; this one has ${rows}. Send it as Headcount’s own template (mode=headcount): that takes all of them in one job.`,
    );
  }
  if (rows > IMPORT_ROWS_MAX) {
    throw invalid(
      '/rows',
      'too-many-records',
      `One import takes ${IMPORT_ROWS_MAX} records; this file has ${rows}. Split it.`,
    );
  }
}
