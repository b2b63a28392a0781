import type { JobShape } from '../../api/jobs/contract.ts';

type Standing = Pick<JobShape, 'state' | 'done' | 'total'>;

/** Whether a job is still to run or running. */
export const isOpen = ({ state }: Pick<JobShape, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** How much of a job is done, from 0 to 1; null while nobody knows how much there is. */
export function fractionOf({ state, done, total }: Standing): number | null {
  if (state === 'succeeded' || state === 'partly-failed') return 1;
  if (total === null) return null;
  return total === 0 ? 0 : Math.min(1, done / total);
}

/** The kinds of long work that have words of their own in `jobs:kind`. */
const KNOWN_KINDS = [
  'delete-catalog',
  'delete-training',
  'import-enrolments',
  'link-group',
  'finish-removal',
  'recount',
  'usage-recount',
  'report',
  'unlink-group',
  'customer-plan',
  'customer-import-check',
] as const;

/** The key of the words for a kind of job. */
export const kindKeyOf = (kind: string): (typeof KNOWN_KINDS)[number] | 'other' =>
  KNOWN_KINDS.find((known) => known === kind) ?? 'other';

const UNSTOPPABLE: readonly string[] = [
  'delete-catalog',
  'delete-training',
  'unlink-group',
  'finish-removal',
];

/** Why a job cannot be cancelled, or null where it can. The api has the last word. */
export function cancelObstacleOf(
  job: Pick<JobShape, 'kind' | 'state' | 'cancelAsked'>,
): 'ended' | 'asked' | 'decided' | null {
  if (!isOpen(job)) return 'ended';
  if (job.cancelAsked) return 'asked';
  return UNSTOPPABLE.includes(job.kind) ? 'decided' : null;
}

/** The kinds of work that say of each row how it went. */
const WITH_ROWS: readonly string[] = [
  'import-enrolments',
  'customer-plan',
  'customer-import-check',
];

/** Whether a job says of each row how it went, and still has the file. */
export const hasRows = (
  job: Pick<JobShape, 'kind' | 'done' | 'filesExpireAt' | 'finishedAt'>,
): boolean =>
  WITH_ROWS.includes(job.kind) &&
  job.done > 0 &&
  (job.finishedAt === null || job.filesExpireAt !== null);

/** How long a job took from its start to its end, in seconds; null while it has not ended, or never began. */
export const tookSeconds = ({
  startedAt,
  finishedAt,
}: Pick<JobShape, 'startedAt' | 'finishedAt'>): number | null =>
  startedAt === null || finishedAt === null
    ? null
    : Math.max(0, (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000);
