import type { JobWork } from './jobs/work.ts';

/** Every kind of long work that Headcount knows. */
export const works: readonly JobWork[] = [];
