import type { TenantId } from '../kernel/ids.ts';

/** Where the files of a tenant's jobs lie: `{tenantId}/jobs/{jobId}/…`. */
export const jobFilesOf = (tenantId: TenantId): string => `${tenantId}/jobs/`;

/** Where the files of one job lie. All of them go together, see `expiry.ts`. */
export const filesOfJob = (tenantId: TenantId, jobId: string): string =>
  `${jobFilesOf(tenantId)}${jobId}/`;

/** Whose job a file belongs to, or null where the name is none of a job's files. */
export function jobOfFile(tenantId: TenantId, name: string): string | null {
  const prefix = jobFilesOf(tenantId);
  if (!name.startsWith(prefix)) return null;
  return name.slice(prefix.length).split('/')[0] ?? null;
}
