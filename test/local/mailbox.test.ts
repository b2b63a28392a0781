import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createLocalCloud,
  HOME_TENANT_ID,
  PEER_TENANT_ID,
  type LocalCloud,
} from '../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../local/entra/app.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await createLocalCloud();
});
afterAll(() => cloud.close());
beforeEach(() => cloud.mailbox.clear());

async function tokenIn(tenantId: string): Promise<string> {
  const answer = await fetch(
    `${cloud.origin}/login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' },
        ...{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
      }),
    },
  );
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface Answered {
  readonly status: number;
  readonly body: {
    readonly error?: { readonly code: string };
    readonly value?: readonly Record<string, unknown>[];
    readonly [name: string]: unknown;
  };
}

async function graph(
  method: string,
  path: string,
  body?: unknown,
  tenantId = HOME_TENANT_ID,
): Promise<Answered> {
  const answer = await fetch(`${cloud.origin}/graph.microsoft.com/v1.0${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${await tokenIn(tenantId)}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answered['body']) };
}

const SENDER = '/users/headcount@contoso.onmicrosoft.com/sendMail';
const mail = (changes: object = {}): object => ({
  message: {
    subject: 'Seats',
    body: { contentType: 'html', content: '<h1>Seats</h1><p>Ada &amp; Bo</p>' },
    toRecipients: [{ emailAddress: { address: 'ada@contoso.example', name: 'Ada' } }],
    internetMessageHeaders: [{ name: 'X-Headcount-Message', value: '1' }],
    ...changes,
  },
  saveToSentItems: false,
});

describe('sendMail', () => {
  test('takes a mail over with 202 and no body, and it arrives in the outbox', async () => {
    expect(await graph('POST', SENDER, mail())).toEqual({ status: 202, body: {} });
    const { mails } = (await (await fetch(`${cloud.origin}/outbox`)).json()) as {
      mails: unknown[];
    };
    expect(mails).toEqual([
      expect.objectContaining({
        from: 'headcount@contoso.onmicrosoft.com',
        to: [{ address: 'ada@contoso.example', name: 'Ada' }],
        subject: 'Seats',
        text: 'Seats\nAda & Bo',
        headers: { 'x-headcount-message': '1' },
      }),
    ]);
    await fetch(`${cloud.origin}/outbox`, { method: 'DELETE' });
    expect(cloud.mailbox.mails()).toEqual([]);
  });

  test.each([
    ['a body without a message', {}, 'ErrorInvalidRequest'],
    ['nobody to send to', mail({ toRecipients: [] }), 'ErrorInvalidRecipients'],
    [
      'an address that is none',
      mail({ toRecipients: [{ emailAddress: { address: 'ada' } }] }),
      'ErrorInvalidRecipients',
    ],
    ['a property that mails do not have', mail({ text: 'Hello' }), 'RequestBodyRead'],
    [
      'another content type',
      mail({ body: { contentType: 'markdown', content: '' } }),
      'RequestBodyRead',
    ],
    [
      'a header of its own that does not begin with x-',
      mail({ internetMessageHeaders: [{ name: 'from', value: '' }] }),
      'InvalidInternetMessageHeader',
    ],
    ['a flag that is none', { ...mail(), saveToSentItems: 'no' }, 'RequestBodyRead'],
  ])('refuses %s', async (_, body, code) => {
    expect(await graph('POST', SENDER, body)).toMatchObject({
      status: 400,
      body: { error: { code } },
    });
    expect(cloud.mailbox.mails()).toEqual([]);
  });

  test('knows the mailboxes of the own tenant alone', async () => {
    expect(
      await graph('POST', '/users/nobody@contoso.onmicrosoft.com/sendMail', mail()),
    ).toMatchObject({
      status: 404,
      body: { error: { code: 'ErrorInvalidUser' } },
    });
    expect(await graph('POST', SENDER, mail(), PEER_TENANT_ID)).toMatchObject({ status: 404 });
    const owner = cloud.personas.fact('owner');
    expect(await graph('POST', `/users/${owner.objectId}/sendMail`, mail())).toMatchObject({
      status: 202,
    });
  });

  test('needs Mail.Send', async () => {
    const tenant = cloud.tenant(HOME_TENANT_ID);
    tenant.perform({ act: 'changeSettings', settings: { permissions: ['User.Read.All'] } });
    const refused = await graph('POST', SENDER, mail());
    tenant.perform({ act: 'changeSettings', settings: { permissions: null } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } });
  });

  test('meets the faults that are queued, before or after the mail is taken over', async () => {
    const fault = { host: 'graph.microsoft.com', path: '/v1.0/users/*/sendMail' };
    cloud.faults.add({ ...fault, status: 429, headers: { 'Retry-After': '7' } });
    expect((await graph('POST', SENDER, mail())).status).toBe(429);
    expect(cloud.mailbox.mails()).toHaveLength(0);
    cloud.faults.add({ ...fault, status: 504, when: 'after' });
    expect((await graph('POST', SENDER, mail())).status).toBe(504);
    expect(cloud.mailbox.mails()).toHaveLength(1);
  });
});

describe('Who holds a role', () => {
  test('is told of the directory role and of our app roles', async () => {
    const role =
      "/directoryRoles(roleTemplateId='62e90394-69f5-4237-9190-012177145e10')/members?$select=id";
    const { body } = await graph('GET', role);
    expect(body.value?.map(({ id }) => id).sort()).toEqual(
      [cloud.personas.fact('owner').objectId, cloud.personas.fact('globalAdmin').objectId].sort(),
    );
    const ours = await graph('GET', `/servicePrincipals(appId='${CLIENT_ID}')?$select=id,appRoles`);
    const roles = ours.body['appRoles'] as readonly {
      readonly id: string;
      readonly value: string;
    }[];
    const lms = roles.find(({ value }) => value === 'LMS.Admin')?.id;
    const assigned = await graph(
      'GET',
      `/servicePrincipals/${String(ours.body['id'])}/appRoleAssignedTo`,
    );
    expect(assigned.body.value?.filter(({ appRoleId }) => appRoleId === lms)).toEqual([
      expect.objectContaining({
        principalId: cloud.personas.fact('lmsAdmin').objectId,
        principalType: 'User',
      }),
    ]);
  });

  test('is not told to whoever may not ask, nor of a role that nobody has', async () => {
    const nobody = "/directoryRoles(roleTemplateId='fdd7a751-b60b-444a-984c-02652fe8fa1c')/members";
    expect((await graph('GET', nobody)).status).toBe(404);
    expect(
      (await graph('GET', "/servicePrincipals(appId='00000000-0000-0000-0000-000000000000')"))
        .status,
    ).toBe(404);
    const tenant = cloud.tenant(HOME_TENANT_ID);
    tenant.perform({ act: 'changeSettings', settings: { permissions: ['User.Read.All'] } });
    expect((await graph('GET', nobody)).status).toBe(403);
    tenant.perform({ act: 'changeSettings', settings: { permissions: null } });
  });
});
