import type { ReportShape } from '../../api/reports/contract.ts';

/** Whether a report is still being made, or waits for it. */
export const isBeingMade = ({ state }: Pick<ReportShape, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** How much of it is made, from 0 to 1; null while nobody knows how much there is. */
export const madeOf = ({ done, total }: Pick<ReportShape, 'done' | 'total'>): number | null =>
  total === null || total === 0 ? null : Math.min(1, done / total);
