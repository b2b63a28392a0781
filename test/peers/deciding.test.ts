import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deliveriesIn } from '../notifications/telling.ts';
import type { Api } from '../world.ts';
import { CONTOSO, FABRIKAM, threeAccounts, type Accounts, type Peer } from './three-accounts.ts';

let on: Accounts;
beforeAll(async () => {
  on = await threeAccounts();
  await on.buy(on.contoso, { seats: 50 });
  await on.buy(on.fabrikam, { seats: 5 });
});
afterAll(() => on.world.stop());

/** Every test begins without links. */
beforeEach(async () => {
  const { body } = await on.contoso.get<{ items: Peer[] }>('/api/peers');
  for (const { id, state } of body.items)
    if (state === 'pending' || state === 'accepted') await on.contoso.delete(`/api/peers/${id}`);
});

const toldIn = async (tenantId: string, kind: string): Promise<unknown[]> => {
  const all = await deliveriesIn(on.world.world(), { tenantId, buckets: 1 });
  return all.filter(({ notice }) => notice.what === kind).map(({ notice }) => notice);
};

/** Waits until the audit of an account says just this of a link, the newest first. */
const expectAudit = async (api: Api, id: string, expected: readonly string[]): Promise<void> => {
  await on.until(async () => (await auditOf(api, id)).length >= expected.length);
  expect(await auditOf(api, id)).toEqual(expected);
};

const auditOf = async (api: Api, id: string): Promise<string[]> => {
  const { body } = await api.get<{ items: { what: string; data: { linkId?: string } }[] }>(
    '/api/audit?limit=200',
  );
  return body.items.filter(({ data }) => data.linkId === id).map(({ what }) => what);
};

describe('The named administrator', () => {
  test('PA-11, PA-14: accepts, and seats and reports are there at once on both sides', async () => {
    const { body } = await on.ask({ seats: 20, permissions: { training: true, users: true } });
    const accepted = await on.fabrikam.post<Peer>(`/api/peers/${body.id}/acceptance`, {});
    expect(accepted).toMatchObject({
      status: 200,
      body: {
        ...{ state: 'accepted', seats: 20, reserved: 0, request: null, consent: false },
        permissions: { training: true, users: true },
      },
    });
    expect(await on.seats(on.contoso)).toMatchObject({
      ...{ shared: 20, reserved: 0, capacity: 30, availableForSharing: 30 },
    });
    expect(await on.seats(on.fabrikam)).toMatchObject({ purchased: 5, received: 20, capacity: 25 });
    await expectAudit(on.contoso, body.id, ['peer-accepted', 'peer-requested']);
    await expectAudit(on.fabrikam, body.id, ['peer-accepted', 'peer-requested']);
  });

  test('PA-11: rejects, which grants nothing and frees the seats', async () => {
    const { body } = await on.ask({ seats: 20, permissions: { training: true, users: true } });
    const rejected = await on.fabrikam.post<Peer>(`/api/peers/${body.id}/rejection`);
    expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', seats: 0 } });
    expect(await on.seats(on.contoso)).toMatchObject({ reserved: 0, availableForSharing: 50 });
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 0, capacity: 5 });
    await on.until(async () =>
      (await toldIn(CONTOSO, 'peer-decided')).some(
        (notice) => !(notice as { accepted: boolean }).accepted,
      ),
    );
  });

  test('PA-6, P-4: alone decides: not another administrator there, not the requester, not a third account', async () => {
    const { body } = await on.ask();
    for (const act of ['acceptance', 'rejection']) {
      const path = `/api/peers/${body.id}/${act}`;
      expect(await on.fabrikamSecond.post(path, {})).toMatchObject({
        ...{ status: 403, body: { code: 'peer-not-named' } },
      });
      expect(await on.contoso.post(path, {})).toMatchObject({
        ...{ status: 403, body: { code: 'peer-not-named' } },
      });
      expect((await on.northwind.post(path, {})).status).toBe(404);
    }
    expect((await on.seats(on.contoso)).reserved).toBe(10);
  });

  test('decides once: of two decisions at the same time one holds, and the other is told which', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { body } = await on.ask({ seats: 4 });
      const path = `/api/peers/${body.id}`;
      const both = await Promise.all([
        on.fabrikam.post(`${path}/acceptance`, {}),
        on.fabrikam.post(`${path}/rejection`),
      ]);
      const statuses = both.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 409]);
      const { body: now } = await on.contoso.get<Peer>(path);
      const lost = both.find(({ status }) => status === 409);
      expect(lost?.body).toMatchObject({ code: 'peer-state', state: now.state });
      const { shared, reserved } = await on.seats(on.contoso);
      expect({ shared, reserved }).toEqual({ shared: now.seats, reserved: 0 });
      if (now.state === 'accepted') await on.contoso.delete(path);
    }
  });

  test('P-4: a request whose administrator lost the role says so, and its sender is told once', async () => {
    const lmsAdmin = on.world.persona('lmsAdmin');
    const { body } = await on.fabrikam.post<Peer>('/api/peers', {
      ...{ subdomain: 'contoso', adminEmail: on.contosoEmail, seats: 1 },
    });
    const path = `/api/peers/${body.id}`;
    const isLost = async () =>
      (await on.fabrikam.get<Peer>(path)).body.request?.['adminLost'] === true;
    expect(await isLost()).toBe(false);

    const contoso = on.world.cloud.world.tenant(CONTOSO);
    contoso?.perform({ act: 'deleteUser', id: lmsAdmin.objectId });
    await on.world.advance('P1DT1H');
    await on.until(isLost);
    await on.world.advance('P1DT1H');
    await on.until(async () => (await toldIn(FABRIKAM, 'peer-admin-lost')).length > 0);
    expect(await toldIn(FABRIKAM, 'peer-admin-lost')).toHaveLength(1);
    contoso?.perform({ act: 'restoreUser', id: lmsAdmin.objectId });
    expect((await on.fabrikam.post<Peer>(`${path}/withdrawal`)).body.state).toBe('withdrawn');
  });
});

describe('Withdrawing and deleting', () => {
  test('PA-13: only a request that is not decided is withdrawn, and only by its sender', async () => {
    const { body } = await on.ask();
    const path = `/api/peers/${body.id}/withdrawal`;
    await expectAudit(on.fabrikam, body.id, ['peer-requested']);
    expect(await on.fabrikam.post(path)).toMatchObject({
      ...{ status: 403, body: { code: 'peer-other-side' } },
    });
    expect(await on.contoso.post<Peer>(path)).toMatchObject({
      ...{ status: 200, body: { state: 'withdrawn', endedBy: 'giver' } },
    });
    expect(await on.contoso.post(path)).toMatchObject({
      ...{ status: 409, body: { code: 'peer-state', state: 'withdrawn' } },
    });
    expect(await on.fabrikam.post(`/api/peers/${body.id}/acceptance`, {})).toMatchObject({
      ...{ status: 409, body: { code: 'peer-state', state: 'withdrawn' } },
    });
    await on.until(async () => (await toldIn(FABRIKAM, 'peer-request-ended')).length > 0);
  });

  test('P-6, PA-29, PA-31: either side deletes, and the seats are the giver’s at once', async () => {
    for (const api of [on.contoso, on.fabrikam]) {
      const id = await on.share({ seats: 20 });
      const gone = await api.delete<Peer>(`/api/peers/${id}`);
      expect(gone).toMatchObject({ status: 200, body: { state: 'deleted', seats: 0 } });
      expect(await on.seats(on.contoso)).toMatchObject({ shared: 0, availableForSharing: 50 });
      expect(await on.seats(on.fabrikam)).toMatchObject({ received: 0, capacity: 5 });
      expect(await api.delete<Peer>(`/api/peers/${id}`)).toMatchObject({
        ...{ status: 200, body: { state: 'deleted' } },
      });
      for (const act of ['acceptance', 'rejection', 'withdrawal', 'consent']) {
        const asked = await (act === 'withdrawal' ? on.contoso : on.fabrikam).post(
          `/api/peers/${id}/${act}`,
          act === 'consent' ? { consent: true } : act === 'acceptance' ? {} : undefined,
        );
        expect(asked).toMatchObject({
          status: 409,
          body: { code: 'peer-state', state: 'deleted' },
        });
      }
    }
    await on.until(async () => (await toldIn(FABRIKAM, 'peer-deleted')).length > 0);
    await on.until(async () => (await toldIn(CONTOSO, 'peer-deleted')).length > 0);
  });

  test('P-4: a request that is not decided is deleted by its sender alone', async () => {
    const { body } = await on.ask();
    expect(await on.fabrikam.delete(`/api/peers/${body.id}`)).toMatchObject({
      ...{ status: 403, body: { code: 'peer-other-side' } },
    });
  });

  test('PA-19: both directions are links of their own', async () => {
    const id = await on.share({ seats: 20 });
    const back = await on.fabrikam.post<Peer>('/api/peers', {
      ...{ subdomain: 'contoso', adminEmail: on.contosoEmail, seats: 5 },
    });
    expect(back.status).toBe(201);
    const lmsAdmin = on.world.api('lmsAdmin');
    expect((await lmsAdmin.post(`/api/peers/${back.body.id}/acceptance`, {})).status).toBe(200);
    expect(await on.seats(on.contoso)).toMatchObject({ shared: 20, received: 5, capacity: 35 });
    expect(await on.seats(on.fabrikam)).toMatchObject({ shared: 5, received: 20, capacity: 20 });
    await on.contoso.delete(`/api/peers/${id}`);
    expect(await on.seats(on.contoso)).toMatchObject({ shared: 0, received: 5 });
    await on.fabrikam.delete(`/api/peers/${back.body.id}`);
  });
});

describe('P-8: on a live link', () => {
  test('more is a change that waits while the rest runs on', async () => {
    const id = await on.share({ seats: 10 });
    const more = await on.ask({ seats: 25, permissions: { training: true, users: false } });
    expect(more).toMatchObject({
      status: 200,
      body: {
        ...{ id, state: 'accepted', seats: 10, reserved: 15 },
        request: { isChange: true, seats: 25, permissions: { training: true } },
      },
    });
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 10 });
    await on.fabrikam.post(`/api/peers/${id}/acceptance`, {});
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 25 });
    expect(await on.seats(on.contoso)).toMatchObject({ shared: 25, reserved: 0 });
  });

  test.each(['rejection', 'withdrawal'])(
    'a change that ends by %s leaves the link as it was',
    async (act) => {
      const id = await on.share({ seats: 10 });
      await on.ask({ seats: 25 });
      const api = act === 'rejection' ? on.fabrikam : on.contoso;
      expect((await api.post<Peer>(`/api/peers/${id}/${act}`)).body).toMatchObject({
        ...{ state: 'accepted', seats: 10, reserved: 0, request: null },
      });
    },
  );

  test('less acts at once, and of both at the same time each as it should', async () => {
    const id = await on.share({ seats: 10, permissions: { training: false, users: true } }, true);
    const less = await on.ask({ seats: 4, permissions: { training: true, users: false } });
    expect(less.body).toMatchObject({
      ...{ id, seats: 4, consent: false, permissions: { training: false, users: false } },
      request: { seats: 4, permissions: { training: true, users: false } },
    });
    expect(await on.seats(on.fabrikam)).toMatchObject({ received: 4 });
    expect(await on.seats(on.contoso)).toMatchObject({ shared: 4, reserved: 0 });
    await on.fabrikam.post(`/api/peers/${id}/acceptance`, {});
    // Nobody decides what is only less, so nobody is named; what is more waits for somebody who is.
    const alone = { adminEmail: undefined, permissions: { training: true, users: false } };
    expect(await on.ask({ ...alone, seats: 5 })).toMatchObject({
      ...{ status: 400, body: { errors: [{ path: '/adminEmail', code: 'required' }] } },
    });
    const lower = await on.ask({ ...alone, seats: 2 });
    expect(lower.body).toMatchObject({ seats: 2, request: null });
    expect(
      (await on.ask({ seats: 2, permissions: { training: true, users: false } })).body,
    ).toMatchObject({ errors: [{ path: '/subdomain', code: 'duplicate' }] });
  });

  test('more than is available beyond the link is refused with what it could have in all', async () => {
    await on.share({ seats: 10 });
    expect(await on.ask({ seats: 51 })).toMatchObject({
      ...{ status: 409, body: { code: 'seats-not-available', available: 50, needed: 51 } },
    });
  });
});

describe('P-3: consent to the user report', () => {
  test('is off by default, given only where it was asked for, and taken back by that side at any time', async () => {
    const { body: plain } = await on.ask({ permissions: { training: true, users: false } });
    expect(
      await on.fabrikam.post(`/api/peers/${plain.id}/acceptance`, { consent: true }),
    ).toMatchObject({ status: 400, body: { errors: [{ path: '/consent', code: 'not-asked' }] } });
    await on.contoso.delete(`/api/peers/${plain.id}`);

    const id = await on.share({ permissions: { training: false, users: true } });
    const consent = (api: Api, given: boolean) =>
      api.post<Peer>(`/api/peers/${id}/consent`, { consent: given });
    expect((await on.fabrikam.get<Peer>(`/api/peers/${id}`)).body.consent).toBe(false);
    expect(await on.contoso.get(`/api/peers/${id}/registered-users`)).toMatchObject({
      ...{ status: 403, body: { code: 'peer-report-closed' } },
    });
    expect(
      await on.fabrikamSecond.post(`/api/peers/${id}/consent`, { consent: true }),
    ).toMatchObject({ status: 403, body: { code: 'peer-not-named' } });
    expect((await consent(on.contoso, true)).status).toBe(403);
    expect((await consent(on.fabrikam, true)).body.consent).toBe(true);
    expect((await on.contoso.get(`/api/peers/${id}/registered-users`)).status).toBe(200);
    expect((await consent(on.fabrikamSecond, false)).body.consent).toBe(false);
    expect((await on.contoso.get(`/api/peers/${id}/registered-users`)).status).toBe(403);
    for (const api of [on.contoso, on.fabrikam]) {
      await expectAudit(api, id, [
        ...['peer-consent-withdrawn', 'peer-report-read', 'peer-consent-given'],
        ...['peer-accepted', 'peer-requested'],
      ]);
    }
  });
});
