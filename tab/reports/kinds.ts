import type { ReportShape } from '../../api/reports/contract.ts';

const OF_A_CATALOG: readonly ReportShape['kind'][] = ['usage', 'active-users', 'enrolments'];

/** Whether there is such a report of one catalog alone. */
export const isOfACatalog = (kind: ReportShape['kind']): boolean => OF_A_CATALOG.includes(kind);
