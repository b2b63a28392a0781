import { setTimeout as wait } from 'node:timers/promises';
import type { NewReportShape, ReportShape } from '../../api/reports/contract.ts';
import type { Api, TestWorld } from '../world.ts';
import { readCsv, readXlsx, type FoundFile } from './reading.ts';

/** Waits until a report is no longer being made. */
export async function made(api: Api, reportId: string): Promise<ReportShape> {
  for (;;) {
    const { body } = await api.get<ReportShape>(`/api/reports/${reportId}`);
    if (body.state !== 'queued' && body.state !== 'running') return body;
    await wait(10);
  }
}

/** Asks for a report and waits for it. */
export async function ask(api: Api, wish: NewReportShape): Promise<ReportShape> {
  const { status, body } = await api.post<ReportShape>('/api/reports', wish);
  if (status !== 202) throw new Error(JSON.stringify(body));
  return made(api, body.id);
}

/** The answer to a download as its bytes. */
export async function download(
  world: TestWorld,
  token: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(`${world.origin}${path}`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** Asks for a report as the owner and reads it as an independent reader does. */
export async function reportOf(world: TestWorld, wish: NewReportShape): Promise<FoundFile> {
  const { id, state, failure } = await ask(world.api('owner'), wish);
  if (state !== 'ready') throw new Error(JSON.stringify(failure));
  const token = await world.cloud.tokenFor('owner');
  const { bytes } = await download(world, token, `/api/reports/${id}/file`);
  return wish.format === 'csv' ? readCsv(bytes) : readXlsx(bytes);
}
