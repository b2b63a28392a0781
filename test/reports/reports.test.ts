import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReportShape } from '../../api/reports/contract.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { ask, download, made, reportOf } from './asking.ts';

let world: TestWorld;
let month: string;
let catalogId: string;
let otherCatalogId: string;
let people: { id: string; displayName: string }[];

/** A name that a spreadsheet would run. */
const FORMULA = '=HYPERLINK("http://evil.example","Élodie 😀")';

beforeAll(async () => {
  world = await startWorld();
  await world.synced();
  month = new Date(world.world().clock.now()).toISOString().slice(0, 7);
  const owner = world.api('owner');
  const idOf = async (path: string, body: unknown): Promise<string> =>
    String((await owner.post(path, body)).body['id']);
  catalogId = await idOf('/api/catalogs', { name: 'Sécurité; "Ladders"' });
  otherCatalogId = await idOf('/api/catalogs', { name: 'Other' });
  const courseId = await idOf(`/api/catalogs/${catalogId}/courses`, { name: '+1 Ladders' });
  const otherId = await idOf(`/api/catalogs/${otherCatalogId}/training-plans`, { name: 'Plan' });
  people = [];
  for (const displayName of [FORMULA, 'Ann', 'Ben', 'Cleo'])
    people.push({ id: await idOf('/api/people', { displayName }), displayName });
  for (const { id } of people) await owner.post(`/api/people/${id}/flow-activation`);
  const ids = people.map(({ id }) => id);
  await owner.post(`/api/courses/${courseId}/enrolments`, { personIds: ids.slice(0, 3) });
  await owner.post(`/api/training-plans/${otherId}/enrolments`, { personIds: ids.slice(2) });
  await owner.delete(`/api/courses/${courseId}/enrolments/${ids[1] ?? ''}`);
  await owner.post(
    '/api/activities',
    ids.slice(0, 2).map((personId, nth) => ({
      ...{ id: `r-${nth}`, personId, kind: 'course-consumed' },
      at: new Date(world.world().clock.now()).toISOString(),
      ...(nth === 0 ? { catalogId } : {}),
    })),
  );
  await owner.put(`/api/catalogs/${catalogId}/admins/${world.persona('catalogAdmin').objectId}`);
});
afterAll(() => world.stop());

const wish = (kind: 'usage' | 'active-users' | 'seats' | 'enrolments' | 'audit') =>
  ({ kind, from: month, to: month }) as const;

describe('What a report holds', () => {
  test('enrolments, with names instead of ids; CSV cells that would run are defused, workbook cells are texts', async () => {
    const csv = await reportOf(world, { ...wish('enrolments'), format: 'csv' });
    expect(csv.rows).toHaveLength(5);
    const names = csv.rows.map((row) => row['Name']);
    expect(names).toContain(`'${FORMULA}`);
    const one = csv.rows.find((row) => row['Name'] === 'Ann');
    expect(one).toMatchObject({
      ...{ Catalog: 'Sécurité; "Ladders"', 'Course or training plan': "'+1 Ladders" },
      ...{ Type: 'course', 'Enrolled now': 'false' },
    });
    expect(one?.['Ended (UTC)']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

    const xlsx = await reportOf(world, { ...wish('enrolments'), format: 'xlsx', language: 'de' });
    const row = xlsx.rows.find((found) => found['Name'] === FORMULA);
    expect(row).toMatchObject({ Katalog: 'Sécurité; "Ladders"', 'Jetzt eingeschrieben': true });
    expect(row?.['Eingeschrieben (UTC)']).toBeInstanceOf(Date);
    expect(xlsx.rows).toHaveLength(5);
  });

  test('MAU-13 usage by month as the page shows it, and who was active as often as it counts', async () => {
    const page = await world.api('owner').get<{
      used: number;
      months: { month: string; unique: number; usedSoFar: number }[];
    }>('/api/usage');
    const shown = page.body.months.find((one) => one.month === month);
    const usage = await reportOf(world, { ...wish('usage'), format: 'xlsx' });
    expect(usage.rows).toEqual([
      expect.objectContaining({
        Month: new Date(`${month}-01T00:00:00Z`),
        'Unique active users': shown?.unique,
        'Used in the period so far': page.body.used,
        Closed: false,
      }),
    ]);
    expect(shown?.unique).toBe(2);
    const active = await reportOf(world, { ...wish('active-users'), format: 'csv' });
    expect(active.rows.map((row) => row['Person id']).sort()).toEqual(
      people
        .slice(0, 2)
        .map(({ id }) => id)
        .sort(),
    );
    const inCatalog = await reportOf(world, {
      ...wish('active-users'),
      ...{ format: 'csv', catalogId },
    });
    expect(inCatalog.rows.map((row) => row['Person id'])).toEqual([people[0]?.id]);
  });

  test('who counted when: as many count at the end as the overview says', async () => {
    const { body } = await world.api('owner').get<{ seats: { used: number } }>('/api/subscription');
    const seats = await reportOf(world, { ...wish('seats'), format: 'xlsx' });
    const still = seats.rows.filter((row) => row['Counts at the end'] === true);
    expect(still).toHaveLength(body.seats.used);
    expect(still.every((row) => row['Counted from (UTC)'] instanceof Date)).toBe(true);
  });

  test('PA-27: who is registered, as it is now: as many count as the overview says', async () => {
    const { body } = await world.api('owner').get<{ seats: { used: number } }>('/api/subscription');
    const users = await reportOf(world, { kind: 'users', format: 'xlsx' });
    expect(users.rows.filter((row) => row['Counts now'] === true)).toHaveLength(body.seats.used);
    expect(users.rows.map((row) => row['Person id'])).toContain(people[0]?.id);
  });

  test('who did what, with the names of those who did it and of what they did it to', async () => {
    const audit = await reportOf(world, { ...wish('audit'), format: 'csv' });
    const enrolled = audit.rows.filter((row) => row['What'] === 'people-enrolled');
    expect(enrolled.map((row) => row['Course or training plan'])).toContain("'+1 Ladders");
    expect(enrolled[0]?.['Who']).toBe(world.persona('owner').displayName);
    const times = audit.rows.map((row) => String(row['Time (UTC)']));
    expect(times).toEqual(times.toSorted().reverse());
  });

  test('a CSV begins with a byte order mark and ends its lines as Excel does', async () => {
    const report = await ask(world.api('owner'), { ...wish('usage'), format: 'csv' });
    const token = await world.cloud.tokenFor('owner');
    const { bytes, headers } = await download(world, token, `/api/reports/${report.id}/file`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString()).toMatch(/\r\n$/);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="headcount-usage-${month}.csv"`,
    );
  });
});

describe('Downloading', () => {
  test('goes on where it broke off, and begins anew where the file is another', async () => {
    const report = await ask(world.api('owner'), { ...wish('audit'), format: 'xlsx' });
    const token = await world.cloud.tokenFor('owner');
    const path = `/api/reports/${report.id}/file`;
    const get = (headers: Record<string, string>) => download(world, token, path, headers);
    const whole = await get({});
    expect(whole).toMatchObject({ status: 200 });
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Number(whole.headers.get('content-length'))).toBe(report.sizeBytes);
    expect(whole.bytes).toHaveLength(report.sizeBytes ?? 0);
    const etag = whole.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);

    const first = await get({ Range: 'bytes=0-99' });
    expect(first.status).toBe(206);
    expect(first.headers.get('content-range')).toBe(`bytes 0-99/${report.sizeBytes ?? 0}`);
    const rest = await get({ Range: 'bytes=100-', 'If-Range': etag });
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
    const last = await get({ Range: 'bytes=-7' });
    expect(last.bytes.equals(whole.bytes.subarray(-7))).toBe(true);
    expect((await get({ Range: 'bytes=5-', 'If-Range': '"another"' })).status).toBe(200);
    expect((await get({ Range: 'bytes=0-1,4-5' })).status).toBe(200);
    expect((await get({ 'If-None-Match': etag })).status).toBe(304);
    const beyond = await get({ Range: `bytes=${report.sizeBytes ?? 0}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${report.sizeBytes ?? 0}`);
    expect(JSON.parse(beyond.bytes.toString())).toMatchObject({ code: 'range-unsatisfiable' });
    const head = await fetch(`${world.origin}${path}`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(Number(head.headers.get('content-length'))).toBe(report.sizeBytes);
  });

  test('M-5 is awaited by whoever asked, and begins by itself once; it stays in the list', async () => {
    const asker = world.api('lmsAdmin');
    const { id } = await ask(asker, { ...wish('usage'), format: 'csv' });
    const awaited = async (persona: 'lmsAdmin' | 'owner'): Promise<string[]> => {
      const { body } = await world
        .api(persona)
        .get<{ items: ReportShape[] }>('/api/reports?awaited=true');
      return body.items.map((report) => report.id);
    };
    expect(await awaited('lmsAdmin')).toContain(id);
    expect(await awaited('owner')).not.toContain(id);
    // That another administrator downloads it changes nothing.
    expect((await world.api('owner').get(`/api/reports/${id}/file`)).status).toBe(200);
    expect(await awaited('lmsAdmin')).toContain(id);
    const tries = await Promise.all(
      [1, 2, 3].map(() => asker.get(`/api/reports/${id}/file?first=true`)),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await awaited('lmsAdmin')).not.toContain(id);
    const { body } = await asker.get<{ items: ReportShape[] }>('/api/reports');
    expect(body.items.find((report) => report.id === id)).toMatchObject({
      ...{ mine: true, awaited: false, state: 'ready' },
      downloadedAt: expect.any(String) as unknown as string,
    });
    expect((await asker.get(`/api/reports/${id}/file`)).status).toBe(200);
  });

  test('a report is deleted with its file; one that never was is not there either', async () => {
    const owner = world.api('owner');
    const { id } = await ask(owner, { ...wish('usage'), format: 'csv' });
    const { tenantId } = world.tenant;
    expect(await world.world().files.list(`${tenantId}/jobs/${id}/`)).toHaveLength(1);
    expect((await owner.delete(`/api/reports/${id}`)).status).toBe(204);
    expect(await world.world().files.list(`${tenantId}/jobs/${id}/`)).toEqual([]);
    for (const path of [`/api/reports/${id}`, `/api/reports/${id}/file`])
      expect(await owner.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await owner.delete(`/api/reports/${id}`)).status).toBe(404);
  });
});

describe('Asking', () => {
  const refusals = (): [string, Record<string, unknown>, string, string][] => {
    const now = new Date(world.world().clock.now());
    const shifted = (by: number): string =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + by)).toISOString().slice(0, 7);
    return [
      ['months out of order', { from: month, to: shifted(-1) }, '/to', 'months_out_of_order'],
      ['the future', { to: shifted(1) }, '/to', 'month_in_future'],
      ['37 months', { kind: 'audit', from: shifted(-36) }, '/to', 'too_many_months'],
      ['before all activity', { from: '2001-01', to: '2001-02' }, '/to', 'before_first_month'],
      ['an unknown kind', { kind: 'weather' }, '/kind', 'invalid_value'],
      ['an unknown format', { format: 'pdf' }, '/format', 'invalid_value'],
      ['no month', { from: '2026-13' }, '/from', 'invalid_format'],
      ['a field too many', { year: 2026 }, '/year', 'unrecognized_keys'],
      ['a catalog of all seats', { kind: 'seats', catalogId }, '/catalogId', 'not_of_a_catalog'],
    ];
  };

  test('MAU-16 names the field, the rule and the remedy of what it refuses', async () => {
    for (const [what, change, path, code] of refusals()) {
      const body = { ...wish('usage'), format: 'csv', ...change };
      const reply = await world.api('owner').post('/api/reports', body);
      expect([what, reply.status, reply.body['errors']]).toEqual([
        ...[what, 400],
        [{ path, code, message: expect.stringMatching(/\w{3}.*\.$/) as unknown }],
      ]);
    }
    const most = { ...wish('audit'), format: 'csv', from: '2024-01', to: '2026-12' };
    expect(
      most.to > month ? 202 : (await world.api('owner').post('/api/reports', most)).status,
    ).toBe(202);
  });

  test('twice with one Idempotency-Key is one report', async () => {
    const body = { ...wish('usage'), format: 'csv' };
    const send = () => world.api('owner').post<ReportShape>('/api/reports', body, { key: 'twice' });
    const [one, other] = [await send(), await send()];
    expect(one.status).toBe(202);
    expect(one.headers.get('location')).toBe(`/api/jobs/${one.body.id}`);
    expect(other.body.id).toBe(one.body.id);
    const job = await world.api('owner').get(`/api/jobs/${one.body.id}`);
    expect(job.body).toMatchObject({ kind: 'report' });
  });

  test('A-3 a catalog admin gets reports of the own catalogs alone, and sees no others', async () => {
    const admin = world.api('catalogAdmin');
    const post = (more: Record<string, unknown>) =>
      admin.post('/api/reports', { ...wish('enrolments'), format: 'csv', ...more });
    expect(await post({})).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    expect(await post({ catalogId: otherCatalogId })).toMatchObject({ status: 404 });
    const report = await ask(admin, { ...wish('enrolments'), format: 'csv', catalogId });
    expect(report).toMatchObject({ rows: 3, catalog: { id: catalogId } });
    const { id } = await ask(world.api('owner'), {
      ...wish('enrolments'),
      format: 'csv',
      catalogId,
    });
    expect((await admin.get(`/api/reports/${id}/file`)).status).toBe(404);
    const list = await admin.get<{ items: ReportShape[] }>('/api/reports');
    expect(list.body.items.map((one) => one.id)).toEqual([report.id]);
    // The catalog is no longer his, and neither is what he asked for about it.
    const adminId = world.persona('catalogAdmin').objectId;
    await world.api('owner').delete(`/api/catalogs/${catalogId}/admins/${adminId}`);
    await world.api('owner').put(`/api/catalogs/${otherCatalogId}/admins/${adminId}`);
    expect((await admin.get(`/api/reports/${report.id}/file`)).status).toBe(404);
  });

  test('another tenant’s report is not there', async () => {
    const { id } = await ask(world.api('owner'), { ...wish('usage'), format: 'csv' });
    const peer = world.api('peerAdmin');
    for (const path of [`/api/reports/${id}`, `/api/reports/${id}/file`])
      expect((await peer.get(path)).status).toBe(404);
    expect((await peer.delete(`/api/reports/${id}`)).status).toBe(404);
    expect((await made(world.api('owner'), id)).state).toBe('ready');
  });
});
