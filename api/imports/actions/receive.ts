import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { startJob } from '../../jobs/actions.ts';
import { filesOfJob } from '../../jobs/files.ts';
import type { Job } from '../../jobs/rules.ts';
import { AppError } from '../../kernel/errors.ts';
import { idFrom, newId, type CatalogId } from '../../kernel/ids.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { IMPORT_ENROLMENTS, type ImportInput } from '../rules/input.ts';
import type { UploadLimits } from '../rules/limits.ts';
import { createScanner, type Scanner, type UploadFacts } from './scan.ts';

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
  const facts = await store(world, name, upload, request.limits);
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

/** Stores the upload under the name, wholly or not at all. */
async function store(
  world: World,
  name: string,
  upload: Readable,
  limits: UploadLimits,
): Promise<UploadFacts & { readonly sha256: string }> {
  const scanner = createScanner(limits);
  const digest = createHash('sha256');
  try {
    await world.files.put(
      name,
      Readable.from(scanned(upload, scanner, digest), { objectMode: false }),
    );
  } catch (error) {
    void drain(upload);
    throw error;
  }
  return { ...scanner.facts(), sha256: digest.digest('hex') };
}

/** So much of what was refused is still read: 64 MiB. */
const DRAINED_BYTES_MAX = 64 * 1024 ** 2;

/**
 * Reads on for a while, unkept, what was refused: many senders look for the answer only when all is sent, and would
 * see a broken connection instead.
 */
async function drain(upload: Readable): Promise<void> {
  let drained = 0;
  try {
    for await (const bytes of upload) {
      drained += (bytes as Buffer).length;
      if (drained > DRAINED_BYTES_MAX) return;
    }
  } catch {
    // Whoever sent it has gone.
  }
}

/** The bytes of an upload as they come, once they were looked at. */
async function* scanned(upload: Readable, scanner: Scanner, digest: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of upload.iterator({ destroyOnReturn: false })) {
    const bytes = chunk as Buffer;
    scanner.take(bytes);
    digest.update(bytes);
    yield bytes;
  }
  scanner.end();
}
