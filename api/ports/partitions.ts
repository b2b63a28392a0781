import type { PersonId, TenantId } from '../kernel/ids.ts';
import type { Partition } from './store.ts';

/** The service's own papers: which tenants there are. */
export const SERVICE = 'service' as Partition;

/** The partition of the one document that says where a subscription is active. */
export const placeOf = (subscriptionId: string): Partition =>
  `subscription:${subscriptionId}` as Partition;

/** The partition of the one activation key that has this keyed hash. */
export const keyPartitionOf = (hash: string): Partition => `key:${hash}` as Partition;

/** The partition of the one document that says whose an external platform is. */
export const platformPartitionOf = (platformId: string): Partition =>
  `platform:${platformId}` as Partition;

/** Over so many partitions the due work of all tenants is spread, so that none is written too often. */
const DUE_PARTITIONS = 16;

/** In which partition it is noted that a tenant's work is due. */
export const duePartitionOf = (tenantId: TenantId): Partition =>
  `due:${String(parseInt(tenantId.slice(-4), 16) % DUE_PARTITIONS).padStart(2, '0')}` as Partition;

/** All partitions of due work. */
export const duePartitions: readonly Partition[] = Array.from(
  { length: DUE_PARTITIONS },
  (_, nth) => `due:${String(nth).padStart(2, '0')}` as Partition,
);

/** A tenant's own papers: account, catalogs, courses, jobs, the directory's cursors. */
export const rootOf = (tenantId: TenantId): Partition => `${tenantId}:root` as Partition;

/** The partition of one of the tenant's buckets, 0 to buckets - 1. */
export const bucketAt = (tenantId: TenantId, bucket: number): Partition =>
  `${tenantId}:${String(bucket).padStart(2, '0')}` as Partition;

/** All of a tenant's buckets in order. */
export const bucketsOf = (tenantId: TenantId, buckets: number): Partition[] =>
  Array.from({ length: buckets }, (_, bucket) => bucketAt(tenantId, bucket));

/** In which bucket a person's documents lie: GUIDs are random enough that 32 of their bits are a hash. */
export const bucketNumber = (personId: PersonId, buckets: number): number =>
  buckets === 1 ? 0 : parseInt(personId.slice(-8), 16) % buckets;

/** The partition that holds a person, the enrolments and the memberships. */
export const bucketOf = (tenantId: TenantId, personId: PersonId, buckets: number): Partition =>
  bucketAt(tenantId, bucketNumber(personId, buckets));
