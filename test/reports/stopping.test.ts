import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { newId } from '../../api/kernel/ids.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import type { Store } from '../../api/ports/store.ts';
import { askForReport } from '../../api/reports/actions/ask.ts';
import { deleteReport } from '../../api/reports/actions/delete.ts';
import { readyReport } from '../../api/reports/actions/download.ts';
import { cancelJob } from '../../api/jobs/actions.ts';
import { reportAt } from '../../api/reports/actions/listing.ts';
import { reportWork } from '../../api/reports/jobs.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { openBench, type Bench } from '../jobs/bench.ts';
import { openAccount } from '../limits/subscribed.ts';
import { act, buildCampus } from '../seats/campus.ts';

let bench: Bench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

/** A report of all enrolments whose reading waits until it is let go on. */
async function waiting(): Promise<{ bench: Bench; reportId: string; goOn: () => void }> {
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const opened = openBench({
    around: (store) =>
      Object.assign(Object.create(store) as Store, {
        async list(...asked: Parameters<Store['list']>) {
          if (asked[1].name === 'enrolment') await gate;
          return store.list(...asked);
        },
      }),
  });
  bench = opened;
  const { world, tenant } = opened;
  await openAccount(world, tenant);
  await buildCampus(world, tenant, { catalogs: 1, trainings: 1, people: 1 });
  const account = await world.store.read(rootOf(tenant.tenantId), accounts, {});
  if (account === null) throw new Error('There is no account.');
  const month = new Date(world.clock.now()).toISOString().slice(0, 7);
  const { report } = await askForReport(
    world,
    tenant,
    account.doc,
    { personId: newId(), actId: newId() },
    {
      ...{ kind: 'enrolments', from: month, to: month, format: 'xlsx', language: 'en' },
      catalogId: null,
      peer: null,
    },
  );
  opened.keeper([reportWork(join(opened.folder, 'scratch'))]);
  await opened.until(report.reportId, (job) => job.total !== null);
  return { bench: opened, reportId: report.reportId, goOn };
}

const scratchOf = ({ folder }: Bench): string[] => {
  const scratch = join(folder, 'scratch');
  return existsSync(scratch) ? readdirSync(scratch) : [];
};

test('a report that is cancelled while it is made leaves no file, and says how to get it', async () => {
  const { bench: opened, reportId, goOn } = await waiting();
  const { world, tenant } = opened;
  await cancelJob(world, tenant, act(), reportId);
  setTimeout(goOn, 1_000);
  await opened.ended(reportId);
  expect((await reportAt(world, tenant, reportId)).state).toBe('cancelled');
  expect(scratchOf(opened)).toEqual([]);
  expect(await world.files.list(`${tenant.tenantId}/jobs/${reportId}/`)).toEqual([]);
  await expect(readyReport(world, tenant, reportId)).rejects.toMatchObject({
    code: 'report-failed',
    message: expect.stringMatching(/Ask for it again/) as unknown,
  });
});

test('a report that is deleted while it is made is given up', async () => {
  const { bench: opened, reportId, goOn } = await waiting();
  const { world, tenant } = opened;
  await deleteReport(world, tenant, act(), reportId);
  setTimeout(goOn, 1_000);
  expect((await opened.ended(reportId)).state).toBe('cancelled');
  expect(scratchOf(opened)).toEqual([]);
  await expect(reportAt(world, tenant, reportId)).rejects.toMatchObject({ code: 'not-found' });
});
