import type { JobWork } from '../jobs/work.ts';
import { makeReport } from './actions/make.ts';
import { MAKE_REPORT } from './rules/report.ts';

/**
 * Makes reports. A stop has the file made anew from the beginning.
 * @param scratchFolder where files may be kept that can be made again
 */
export const reportWork = (scratchFolder: string): JobWork => ({
  kind: MAKE_REPORT,
  async run(world, tenant, run) {
    const file = await makeReport(world, tenant, run, scratchFolder);
    const result =
      file === null
        ? null
        : { reportId: run.job.jobId, rows: file.rows, sizeBytes: file.sizeBytes };
    return { state: 'succeeded', result };
  },
});
