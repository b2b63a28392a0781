import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReportShape } from '../../api/reports/contract.ts';
import { ask, download, made } from '../reports/asking.ts';
import { readCsv, readXlsx } from '../reports/reading.ts';
import { catalogWithCourse, threeAccounts, type Accounts, type Peer } from './three-accounts.ts';

let on: Accounts;
let peerId: string;
let catalogId: string;
let otherCatalogId: string;
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
  peerId = await on.share({ seats: 10, permissions: { training: true, users: true } }, true);
  ({ catalogId } = await catalogWithCourse(on.contoso));
  ({ catalogId: otherCatalogId } = await catalogWithCourse(on.contoso));
  const { body } = await on.contoso.put<Peer>(`/api/peers/${peerId}/catalogs/${catalogId}`);
  expect(body.catalogs).toHaveLength(1);
  const theirs = await on.fabrikam.get<Peer>(`/api/peers/${peerId}`);
  const received = theirs.body.catalogs[0]?.catalogId ?? '';
  const courses = await on.fabrikam.get<{ items: { id: string }[] }>(
    `/api/catalogs/${received}/courses`,
  );
  for (const displayName of ['Ada of Fabrikam', '=Bob of Fabrikam']) {
    const person = await on.fabrikam.post<{ id: string }>('/api/people', { displayName });
    await on.fabrikam.post(`/api/people/${person.body.id}/flow-activation`);
    await on.fabrikam.post(`/api/courses/${courses.body.items[0]?.id ?? ''}/enrolments`, {
      personIds: [person.body.id],
    });
  }
});
afterAll(() => on.world.stop());

const readAudit = async (api: Accounts['contoso']): Promise<readonly string[]> => {
  const { body } = await api.get<{ items: { what: string; data: { kind?: string } }[] }>(
    '/api/audit?limit=100',
  );
  const reads = body.items.filter(({ what }) => what === 'peer-report-read');
  return reads.map(({ data }) => data.kind ?? '');
};

const fileOf = async ({ id }: ReportShape) =>
  download(on.world, await on.world.cloud.tokenFor('owner'), `/api/reports/${id}/file`);

describe('A report on a peer account, made in the background', () => {
  test('PA-20, PA-21: is on one catalog that is shared on the link, in the months that were chosen, as CSV and XLSX', async () => {
    const wish = { kind: 'peer-enrolments', peerId, catalogId } as const;
    const csv = await ask(on.contoso, { ...wish, format: 'csv' });
    expect(csv).toMatchObject({
      ...{ state: 'ready', rows: 2, peer: { id: peerId, subdomain: 'fabrikam' } },
      catalog: { id: catalogId },
    });
    const sheet = await readCsv((await fileOf(csv)).bytes);
    const xlsx = await ask(on.contoso, { ...wish, format: 'xlsx', language: 'nl' });
    const book = await readXlsx((await fileOf(xlsx)).bytes);
    expect(sheet.rows).toHaveLength(2);
    expect(book.rows).toHaveLength(2);
    expect(JSON.stringify(book.rows)).toContain('=Bob of Fabrikam');

    const before = { from: '2020-01', to: '2020-02' };
    expect((await ask(on.contoso, { ...wish, ...before, format: 'csv' })).rows).toBe(0);
    const figures = await ask(on.contoso, { ...wish, kind: 'peer-catalogs', format: 'csv' });
    const { rows } = await readCsv((await fileOf(figures)).bytes);
    expect(rows.map((row) => Object.values(row))).toEqual([['Ladders', 'course', '2']]);
  });

  test('PA-20, PA-23: names a shared catalog and a link of one’s own, and is for administrators', async () => {
    const wish = { kind: 'peer-enrolments', format: 'csv' } as const;
    const post = (body: object, api = on.contoso) => api.post('/api/reports', body);
    const at = (path: string, code: string) => ({
      ...{ status: 400, body: { errors: [{ path, code }] } },
    });
    expect(await post({ ...wish, catalogId })).toMatchObject(at('/peerId', 'peer-needed'));
    expect(await post({ ...wish, peerId })).toMatchObject(at('/catalogId', 'catalog-needed'));
    expect(await post({ ...wish, kind: 'usage', peerId })).toMatchObject(
      at('/peerId', 'not_of_a_peer'),
    );
    expect(await post({ ...wish, peerId, catalogId, activeOnly: true })).toMatchObject(
      at('/activeOnly', 'not_of_users'),
    );
    const unshared = await post({ ...wish, peerId, catalogId: otherCatalogId });
    expect(unshared.status).toBe(404);
    expect((await post({ ...wish, peerId, catalogId }, on.northwind)).status).toBe(404);
    expect(await post({ ...wish, peerId, catalogId }, on.fabrikam)).toMatchObject({
      ...{ status: 403, body: { code: 'peer-other-side' } },
    });
    const catalogAdmin = on.world.api('catalogAdmin');
    expect((await post({ ...wish, peerId, catalogId }, catalogAdmin)).status).toBe(403);
  });

  test('PA-25, PA-26, P-3: the user report stands on both sides when it is asked for and when it is downloaded, and is closed with the consent', async () => {
    const [own, theirs] = [await readAudit(on.contoso), await readAudit(on.fabrikam)];
    const users = await ask(on.contoso, { kind: 'peer-users', peerId, format: 'xlsx' });
    const { status, bytes } = await fileOf(users);
    expect(status).toBe(200);
    const { rows } = await readXlsx(bytes);
    expect(rows.map((row) => row['Name'])).toContain('Ada of Fabrikam');
    const reads = ['users', 'users'];
    expect(await readAudit(on.contoso)).toEqual([...reads, ...own]);
    expect(await readAudit(on.fabrikam)).toEqual([...reads, ...theirs]);

    const consent = (given: boolean) =>
      on.fabrikam.post(`/api/peers/${peerId}/consent`, { consent: given });
    await consent(false);
    expect((await on.contoso.get(`/api/reports/${users.id}`)).body).toMatchObject({
      state: 'closed',
    });
    expect((await fileOf(users)).status).toBe(403);
    expect(
      await on.contoso.post('/api/reports', { kind: 'peer-users', peerId, format: 'csv' }),
    ).toMatchObject({ status: 403, body: { code: 'peer-report-closed' } });
    await consent(true);
    expect((await fileOf(users)).status).toBe(200);
  });

  test('PA-31: what was made is closed with the link, and with the share of its catalog', async () => {
    const wish = { peerId, format: 'csv' } as const;
    const users = await ask(on.contoso, { ...wish, kind: 'peer-users', activeOnly: true });
    const training = await ask(on.contoso, { ...wish, kind: 'peer-catalogs', catalogId });
    await on.contoso.delete(`/api/peers/${peerId}/catalogs/${catalogId}`);
    expect((await fileOf(training)).status).toBe(403);
    expect((await fileOf(users)).status).toBe(200);
    await on.fabrikam.delete(`/api/peers/${peerId}`);
    expect((await fileOf(users)).status).toBe(403);
    expect((await made(on.contoso, users.id)).state).toBe('closed');
  });
});
