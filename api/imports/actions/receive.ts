import type { Readable } from 'node:stream';
import { startJob } from '../../jobs/actions.ts';
import { filesOfJob } from '../../jobs/files.ts';
import type { Job } from '../../jobs/rules.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom, newId, type CatalogId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { IMPORT_ENROLMENTS, type ImportInput } from '../rules/input.ts';
import type { UploadLimits } from '../rules/limits.ts';
import { HEADER_EXAMPLE, placesOf } from '../rules/columns.ts';
import { createScanner } from './scan.ts';
import { storeUpload } from './store-upload.ts';

/** How an import is to be done, and what it may take. */
export interface ImportRequest {
  readonly dryRun: boolean;
  /** The catalogs of a catalog admin; null for those who act on all. */
  readonly onlyCatalogs: readonly CatalogId[] | null;
  readonly limits: UploadLimits;
}

/**
 * Stores an upload as it comes, in little memory, looks whether it is a CSV of enrolments at all, and starts the job
 * that imports it. What is refused or breaks off leaves nothing behind. A repeat of the act gives the same job.
 * @throws AppError `invalid-input` that names the column or the line; `body-too-large`; `upload-incomplete`;
 * `idempotency-key-reused` where the act was begun with another file
 */
export async function receiveImport(
  world: World,
  tenant: Tenant,
  actor: Actor,
  upload: Readable,
  request: ImportRequest,
): Promise<Job> {
  const jobId = idFrom(IMPORT_ENROLMENTS, tenant.tenantId, actor.actId);
  const name = `${filesOfJob(tenant.tenantId, jobId)}upload-${newId()}.csv`;
  const scanner = createScanner(request.limits, { example: HEADER_EXAMPLE, placesOf });
  const facts = await storeUpload(world, name, upload, scanner);
  const { rows, ...found } = facts;
  const input: ImportInput = {
    ...found,
    upload: name,
    dryRun: request.dryRun,
    onlyCatalogs: request.onlyCatalogs,
  };
  const job = await startJob(world, tenant, {
    kind: IMPORT_ENROLMENTS,
    jobId,
    input: { ...input },
    createdBy: actor.personId,
    total: rows,
  });
  if (job.input['upload'] === name) return job;
  await world.files.deleteAll(name);
  if (job.input['sha256'] === input.sha256 && job.input['dryRun'] === input.dryRun) return job;
  throw new AppError(
    'idempotency-key-reused',
    'This Idempotency-Key was used for the import of another file. Use a new key for a new import.',
  );
}
