import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reply } from '../world.ts';
import { catalogWithCourse, threeAccounts, type Accounts, type Peer } from './three-accounts.ts';

let on: Accounts;
let id: string;
let shared: { readonly catalogId: string; readonly courseId: string };
let other: { readonly catalogId: string };
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
  id = await on.share({ seats: 10, permissions: { training: true, users: true } });
  shared = await catalogWithCourse(on.contoso);
  other = await catalogWithCourse(on.contoso);
});
afterAll(() => on.world.stop());

const report = (kind: string, query = ''): Promise<Reply<string>> =>
  on.contoso.get<string>(`/api/peers/${id}/reports/${kind}${query}`);
const linesOf = ({ body }: Reply<string>): string[] => body.trim().split('\n');

/** What Fabrikam has of the shared catalog. */
async function received(): Promise<{ readonly catalogId: string; readonly courseId: string }> {
  const { body } = await on.fabrikam.get<Peer>(`/api/peers/${id}`);
  const catalogId = body.catalogs[0]?.catalogId ?? '';
  const courses = await on.fabrikam.get<{ items: { id: string }[] }>(
    `/api/catalogs/${catalogId}/courses`,
  );
  return { catalogId, courseId: courses.body.items[0]?.id ?? '' };
}

describe('P-10: training reports', () => {
  test('need a catalog that is shared on the link', async () => {
    expect(await report('enrolments')).toMatchObject({
      ...{ status: 400, body: { errors: [{ path: '/query/catalogId', code: 'catalog-needed' }] } },
    });
    expect((await report('enrolments', `?catalogId=${shared.catalogId}`)).status).toBe(404);
  });

  test('cover the peer’s enrolments in what it received of that catalog, by the giver’s names', async () => {
    const path = `/api/peers/${id}/catalogs/${shared.catalogId}`;
    const put = await on.contoso.put<Peer>(path);
    expect(put.body.catalogs).toMatchObject([{ catalogId: shared.catalogId }]);
    const theirs = await received();
    expect(theirs.catalogId).not.toBe(shared.catalogId);
    const person = await on.fabrikam.post<{ id: string }>('/api/people', {
      ...{ displayName: 'Ada of Fabrikam', mail: 'ada@fabrikam.example' },
    });
    await on.fabrikam.post(`/api/courses/${theirs.courseId}/enrolments`, {
      personIds: [person.body.id],
    });
    await on.fabrikam.post(`/api/people/${person.body.id}/flow-activation`);
    await on.contoso.patch(`/api/courses/${shared.courseId}`, { name: 'Ladders 2' });
    const own = await on.fabrikam.post<{ id: string }>(
      `/api/catalogs/${theirs.catalogId}/courses`,
      { name: 'Of Fabrikam alone' },
    );
    await on.fabrikam.post(`/api/courses/${own.body.id}/enrolments`, {
      personIds: [person.body.id],
    });

    const enrolments = await report('enrolments', `?catalogId=${shared.catalogId}`);
    expect(enrolments.headers.get('content-type')).toContain('text/csv');
    const [, row, ...more] = linesOf(enrolments);
    expect(row).toContain('Ladders 2,course,Ada of Fabrikam,');
    expect(more).toEqual([]);
    const catalog = linesOf(await report('catalogs', `?catalogId=${shared.catalogId}`));
    expect(catalog.slice(1)).toEqual(['Ladders 2,course,1']);
    expect((await report('enrolments', `?catalogId=${other.catalogId}`)).status).toBe(404);
  });

  test('PA-22: a course that is added to a shared catalog comes to the peer at once', async () => {
    const theirs = await received();
    const courses = `/api/catalogs/${theirs.catalogId}/courses`;
    const names = async (): Promise<string[]> => {
      const { body } = await on.fabrikam.get<{ items: { name: string }[] }>(courses);
      return body.items.map(({ name }) => name);
    };
    await on.contoso.post(`/api/catalogs/${other.catalogId}/courses`, { name: 'Not for them' });
    await on.contoso.post(`/api/catalogs/${shared.catalogId}/courses`, { name: 'Ropes' });
    await on.until(async () => (await names()).includes('Ropes'));
    expect(await names()).not.toContain('Not for them');
  });

  test('PA-32: what was received is not shared on', async () => {
    const theirs = await received();
    const back = await on.fabrikam.post<Peer>('/api/peers', {
      ...{ subdomain: 'contoso', adminEmail: on.contosoEmail, seats: 0 },
      permissions: { training: true, users: false },
    });
    await on.world.api('lmsAdmin').post(`/api/peers/${back.body.id}/acceptance`, {});
    const put = await on.fabrikam.put(`/api/peers/${back.body.id}/catalogs/${theirs.catalogId}`);
    expect(put).toMatchObject({ status: 409, body: { code: 'catalog-received' } });
    // PA-18: the other direction sees nothing by this link.
    const swapped = await on.fabrikam.get(`/api/peers/${id}/reports/users`);
    expect(swapped).toMatchObject({ status: 403, body: { code: 'peer-other-side' } });
    await on.fabrikam.delete(`/api/peers/${back.body.id}`);
  });

  test('end with the share, which leaves the peer its catalog', async () => {
    const theirs = await received();
    const path = `/api/peers/${id}/catalogs/${shared.catalogId}`;
    expect((await on.fabrikam.delete(path)).status).toBe(403);
    expect((await on.contoso.delete(path)).status).toBe(204);
    expect((await on.contoso.delete(path)).status).toBe(404);
    expect((await report('enrolments', `?catalogId=${shared.catalogId}`)).status).toBe(404);
    expect((await on.fabrikam.get(`/api/catalogs/${theirs.catalogId}`)).status).toBe(200);
    await on.contoso.put(path);
    expect(await received()).toEqual(theirs);
  });
});

describe('PA-25: the user report', () => {
  test('is closed without consent, covers the whole account with it, and each access stands on both sides', async () => {
    expect(await report('users')).toMatchObject({ body: { code: 'peer-report-closed' } });
    await on.fabrikam.post(`/api/peers/${id}/consent`, { consent: true });
    const users = await report('users');
    expect(users.status).toBe(200);
    expect(linesOf(users)[1]).toContain('Ada of Fabrikam');
    expect((await on.contoso.get(`/api/peers/${id}/registered-users`)).body).toEqual({ count: 1 });

    for (const api of [on.contoso, on.fabrikam]) {
      const { body } = await api.get<{ items: { what: string; data: { kind?: string } }[] }>(
        '/api/audit?limit=20',
      );
      const reads = body.items.filter(({ what }) => what === 'peer-report-read');
      expect(reads.slice(0, 2).map(({ data }) => data.kind)).toEqual(['registered-users', 'users']);
    }
    // The peer does not learn who of the other account has looked.
    const theirs = await on.fabrikam.get<{ items: { what: string; actor: unknown }[] }>(
      '/api/audit?limit=20',
    );
    const read = theirs.body.items.find(({ what }) => what === 'peer-report-read');
    expect(read?.actor).toBeNull();
  });

  test('P-6: ends with the link at once', async () => {
    await on.fabrikam.delete(`/api/peers/${id}`);
    for (const kind of ['users', 'enrolments', 'catalogs']) {
      const closed = await report(kind, `?catalogId=${shared.catalogId}`);
      expect(closed.status).toBe(403);
    }
    expect((await on.contoso.get(`/api/peers/${id}/registered-users`)).status).toBe(403);
  });
});
