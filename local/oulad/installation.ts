import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEER_TENANT_ID } from '../cloud.ts';
import type { ApiClient } from '../start/api-client.ts';
import { codeOf, Fault } from '../start/fault.ts';
import type { Installation } from '../start/installation.ts';
import { readRegistrations } from './files.ts';
import { followImport } from './progress.ts';
import { importFileOf, learnersIn, OULAD_DOMAIN, OULAD_TENANT_ID } from './transform.ts';

/**
 * The Open University's learners in a tenant of their own, with their enrolments imported as an administrator would
 * import them. It is done once; a start that finds the import under way follows it to its end.
 * @throws Fault that names what is missing in the folder
 */
export async function ouladInstallation(dataDir: string, folder: string): Promise<Installation> {
  const registrations = await readRegistrations(folder);
  return {
    name: 'oulad',
    cloud: {
      tenants: [
        {
          ...{ id: OULAD_TENANT_ID, name: 'Open University', domain: OULAD_DOMAIN },
          people: learnersIn(registrations),
        },
        { id: PEER_TENANT_ID, name: 'Fabrikam' },
      ],
      home: OULAD_TENANT_ID,
      peer: PEER_TENANT_ID,
    },
    async fill(api) {
      const note = join(dataDir, 'oulad-import');
      let jobId = readNote(note);
      if (jobId === null) {
        jobId = await sendImport(api, importFileOf(registrations));
        writeFileSync(note, jobId);
      }
      const { state, failure } = await followImport(api, jobId);
      if (state === 'succeeded') return;
      throw new Fault(
        `The import ended as ${state}: ${failure?.detail ?? `see /api/jobs/${jobId}/rows`} Delete ${note} to import again.`,
      );
    },
  };
}

/** The job of an earlier start, or null. */
function readNote(note: string): string | null {
  try {
    return readFileSync(note, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The key makes a start that stopped before it noted the job find that job again. */
async function sendImport(api: ApiClient, file: string): Promise<string> {
  const { id } = await api.send<{ id: string }>('/api/imports/enrolments', {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv', 'Idempotency-Key': 'oulad-enrolments' },
    body: file,
  });
  return id;
}
