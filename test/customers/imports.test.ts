import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { customerImportResultShape } from '../../api/customers/contract/imports.ts';
import {
  at,
  ENDED,
  NORTHWIND,
  NORTHWIND_DOMAIN,
  startPartnerWorld,
  STRANGER,
  type PartnerWorld,
} from './partner-world.ts';

let world: PartnerWorld;
beforeAll(async () => {
  world = await startPartnerWorld();
});
afterAll(() => world.stop());

const OWN =
  'First name,Last name,Display name,User name,Location,Licences,Permissions,Status update';
const COMPATIBLE = 'First name,Last name,Display name,Email,Status update';

interface Fault {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
}

const user = (name: string): string => `${name}@${NORTHWIND_DOMAIN}`;

const send = (content: string | readonly string[], query = '', key?: string) =>
  world.agent.post(
    at(`/imports/users${query}`),
    typeof content === 'string' ? content : content.join('\n'),
    { contentType: 'text/csv', ...(key === undefined ? {} : { key }) },
  );

/** Sends a file and waits for its job. */
async function imported(content: readonly string[], query = '') {
  const started = await send(content, query);
  if (started.status !== 202) throw new Error(JSON.stringify(started.body));
  const job = await world.ended(started.body['id']);
  expect(customerImportResultShape.safeParse(job['result']).error).toBeUndefined();
  return job;
}

const faultsOf = (job: Record<string, unknown>): string[] =>
  (job['result'] as { faults: Fault[] }).faults.map(
    ({ line, column, code }) => `${line} ${column ?? '-'} ${code}`,
  );

/** The result file: a record a row, under its own titles. */
async function rowsOf(jobId: unknown): Promise<Record<string, string>[]> {
  const { body } = await world.agent.get<string>(`/api/jobs/${String(jobId)}/rows`);
  return parse(body, { columns: true });
}

async function liveUser(name: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await world.agent.get<{ items: Record<string, unknown>[] }>(
    at(`/users?search=${encodeURIComponent(name)}`),
  );
  return body.items.find(({ userName }) => userName === user(name));
}

describe('An import of users', () => {
  test('creates each good row with location and licences, and gives the file back with its status (C-1, C-7)', async () => {
    const job = await imported([
      OWN,
      `Ada,Lovelace,Ada Lovelace,${user('ada.l')},nl,flow_free ; ENTERPRISEPACK,Can use licences and services,`,
      `Bob,,"Bob, B.",${user('bob.b')},,,,`,
      `Eve,,Eve,not an address,,,,`,
    ]);
    expect(job).toMatchObject({
      state: 'partly-failed',
      done: 3,
      total: 3,
      result: { rows: 3, good: 2, faulty: 1, done: 2, refused: 1 },
    });
    const [ada, bob, eve] = await rowsOf(job['id']);
    expect(ada).toEqual({
      'First name': 'Ada',
      'Last name': 'Lovelace',
      'Display name': 'Ada Lovelace',
      'User name': user('ada.l'),
      Location: 'nl',
      Licences: 'flow_free ; ENTERPRISEPACK',
      Permissions: 'Can use licences and services',
      'Status update': 'Created',
    });
    expect(bob).toMatchObject({ 'Display name': 'Bob, B.', 'Status update': 'Created' });
    expect(eve?.['Status update']).toMatch(/^Not done: User name: /);
    expect(await liveUser('ada.l')).toMatchObject({
      usageLocation: 'NL',
      licences: [{ via: 'direct' }, { via: 'direct' }],
    });
  });

  test('only looked at, changes nothing and tells of each row what would be', async () => {
    const job = await imported(
      [
        OWN,
        `,,Zoe,${user('zoe')},NL,MCOEV;STANDARDPACK,,`,
        ...Array.from({ length: 6 }, (_, nth) => `,,Y,${user(`y${nth}`)},NL,STANDARDPACK,,`),
      ],
      '?preview=true',
    );
    expect(job).toMatchObject({
      state: 'succeeded',
      result: {
        ...{ preview: true, rows: 7, good: 7, faulty: 0 },
        licences: [
          { partNumber: 'MCOEV', needed: 1, available: 5, missing: 0 },
          { partNumber: 'STANDARDPACK', needed: 7, available: 5, missing: 2 },
        ],
      },
    });
    const told = (await rowsOf(job['id'])).map((row) => row['Status update']);
    expect(told.slice(0, 5).every((text) => text === 'Would be created.')).toBe(true);
    expect(told.slice(5).every((text) => text?.includes('No licence of STANDARDPACK'))).toBe(true);
    expect(await liveUser('zoe')).toBeUndefined();
  });

  test('reports by product what could not be given to a user who was created', async () => {
    const job = await imported([
      OWN,
      ...Array.from(
        { length: 7 },
        (_, nth) => `,,X,${user(`x${nth}`)},NL,STANDARDPACK;FLOW_FREE,,`,
      ),
    ]);
    expect(job).toMatchObject({ state: 'partly-failed', result: { done: 5, partly: 2 } });
    const { body } = await world.agent.get(at(`/jobs/${String(job['id'])}/entries?state=partly`));
    expect(body).toMatchObject({
      items: [{ faults: [{ code: 'no-licence-left' }] }, { faults: [{ code: 'no-licence-left' }] }],
    });
    const [late] = body['items'] as { userName: string }[];
    const name = late?.userName.split('@')[0] ?? '';
    expect((await liveUser(name))?.['licences']).toHaveLength(1);
  });

  test('sent twice under one key is one import; another file under it is refused', async () => {
    const key = 'the-same-import';
    const first = await send([OWN, `,,Once,${user('once')},,,,`], '', key);
    const second = await send([OWN, `,,Once,${user('once')},,,,`], '', key);
    expect(second.body['id']).toBe(first.body['id']);
    const other = await send([OWN, `,,Other,${user('other')},,,,`], '', key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await world.ended(first.body['id'])).toMatchObject({ state: 'succeeded' });
  });
});

describe('A row that cannot be carried out', () => {
  test.each([
    ['no display name', `,,,${user('a')},,,,`, ['2 Display name cell-empty']],
    ['no user name', ',,A,,,,,', ['2 User name cell-empty']],
    ['a formula', `=1+1,,@A,${user('a')},,,,`, ['2 First name formula', '2 Display name formula']],
    ['a user name without @', ',,A,ada,,,,', ['2 User name user-name-malformed']],
    ['a user name with &', `,,A,${user('a&b')},,,,`, ['2 User name user-name-characters']],
    ['a guest’s user name', `,,A,${user('a_b.com#EXT#')},,,,`, ['2 User name user-name-of-guest']],
    ['a foreign domain', ',,A,ada@contoso.com,,,,', ['2 User name domain-not-verified']],
    [
      'a location that does not exist',
      `,,A,${user('a')},XX,,,`,
      ['2 Location usage-location-unknown'],
    ],
    ['an unknown product', `,,A,${user('a')},NL,NONE,,`, ['2 Licences licence-unknown']],
    [
      'a product for the company',
      `,,A,${user('a')},NL,WINDOWS_STORE,,`,
      ['2 Licences product-for-company'],
    ],
    [
      'exclusive products',
      `,,A,${user('a')},NL,STANDARDPACK;ENTERPRISEPACK,,`,
      ['2 Licences plans-exclusive'],
    ],
    [
      'licences without a location',
      `,,A,${user('a')},,FLOW_FREE,,`,
      ['2 Location usage-location-missing'],
    ],
    [
      'another permission',
      `,,A,${user('a')},,,Owner,`,
      ['2 Permissions permission-not-given-here'],
    ],
    ['a filled status', `,,A,${user('a')},,,,Done`, ['2 Status update status-filled']],
    ['a name that is too long', `${'x'.repeat(65)},,A,${user('a')},,,,`, ['2 First name too-long']],
    ['too few cells', `,,A,${user('a')}`, ['2 - cells-count']],
    ['a stray quote', `,,"A,${user('a')},,,,`, ['2 - quotes']],
  ])('names %s by line and column (PC-15)', async (_, row, faults) => {
    const job = await imported([OWN, row], '?preview=true');
    expect(job['state']).toBe('partly-failed');
    expect(faultsOf(job)).toEqual(faults);
  });

  test('names whoever is there already, and a user name that comes twice', async () => {
    const there = world.cloud.tenant(NORTHWIND).directory.users.standing(3).user;
    const job = await imported(
      [
        OWN,
        `,,A,${there.userPrincipalName.toUpperCase()},,,,`,
        `,,B,${user("o'neil-#1")},,,,`,
        '',
        `,,C,${user("O'Neil-#1")},,,,`,
      ],
      '?preview=true',
    );
    expect(faultsOf(job)).toEqual(['2 User name name-taken', '5 User name user-name-twice']);
  });
});

describe('A file that is none', () => {
  const compatibleRows = (count: number): string[] =>
    Array.from({ length: count }, (_, nth) => `,,Person ${nth},${user(`p${nth}`)},`);

  test.each([
    ['empty', '', 'empty'],
    ['without rows', OWN, 'no-rows'],
    ['separated by semicolons', OWN.replaceAll(',', ';'), 'columns-separator'],
    ['without a column', `${OWN.replace('Display name,', '')}\n,`, 'column-missing'],
    ['with another column', `${OWN},Salary\n,`, 'column-unknown'],
    ['with a column twice', `${OWN},Email\n,`, 'column-twice'],
  ])('is refused at once: %s', async (_, content, code) => {
    expect(await send(content)).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', errors: [{ code }] },
    });
  });

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${OWN}\n`, 'utf16le'), 'binary'],
    ['Windows-1252', Buffer.from(`${OWN}\nJosé,,José,${user('jose')},,,,\n`, 'latin1'), 'not-utf8'],
    ['a workbook', Buffer.from('PK\u0003\u0004 and more'), 'binary'],
  ])('is refused in a wrong encoding: %s', async (_, bytes, code) => {
    const token = await world.cloud.tokenFor('partnerAgent');
    const response = await fetch(`${world.origin}${at('/imports/users')}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/csv' },
      body: new Uint8Array(bytes),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ code }] });
  });

  test('of Partner Center’s template takes 100 records; 101 are refused with the way (PC-13, C-1)', async () => {
    const refused = await send([COMPATIBLE, ...compatibleRows(101)], '?mode=compatible');
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'too-many-records' }] },
    });
    expect(refused.body['detail']).toContain('mode=headcount');
    const job = await imported(
      [COMPATIBLE, ...compatibleRows(100)],
      '?mode=compatible&preview=true&location=DE',
    );
    expect(job).toMatchObject({ state: 'succeeded', result: { rows: 100, good: 100 } });
  });

  test('of Partner Center’s template has exactly its columns, and 50 characters a name (PC-12)', async () => {
    expect(await send([`${COMPATIBLE},Location`, ',,A,a,,NL'], '?mode=compatible')).toMatchObject({
      body: { errors: [{ code: 'column-unknown' }] },
    });
    const job = await imported(
      [COMPATIBLE, `,,${'x'.repeat(51)},${user('long')},`, `,,B,not.mine@contoso.com,x`],
      '?mode=compatible&preview=true',
    );
    expect(faultsOf(job)).toEqual([
      '2 Display name too-long',
      '3 Email domain-not-verified',
      '3 Status update status-filled',
    ]);
  });

  test('with a location for the whole file that does not exist is refused', async () => {
    expect(await send([OWN, `,,A,${user('a')},,,,`], '?location=Utopia')).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/query/location', code: 'usage-location-unknown' }] },
    });
  });
});

test.each(['compatible', 'headcount'])('The %s template is its first line', async (mode) => {
  const { status, body } = await world.agent.get<string>(at(`/imports/template?mode=${mode}`));
  expect(status).toBe(200);
  expect(body.trim()).toBe(mode === 'compatible' ? COMPATIBLE : OWN);
});

describe('Where nothing may be done', () => {
  const body = `${OWN}\n,,A,${user('a')},,,,`;
  test.each([
    ['a foreign customer', STRANGER, 404, 'not-found'],
    ['a terminated relationship', ENDED, 409, 'relationship-not-active'],
  ])('an import is refused: %s', async (_, customerId, status, code) => {
    const path = `/api/customers/${customerId}/imports/users`;
    const refused = await world.agent.post(path, body, { contentType: 'text/csv' });
    expect(refused).toMatchObject({ status, body: { code } });
  });

  test('an LMS administrator neither imports nor sees what partner staff did', async () => {
    const lmsAdmin = world.api('lmsAdmin');
    const refused = await lmsAdmin.post(at('/imports/users'), body, { contentType: 'text/csv' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    const job = await imported([OWN, `,,Seen,${user('seen')},,,,`]);
    const address = `/api/jobs/${String(job['id'])}`;
    for (const path of [address, `${address}/rows`]) {
      expect(await lmsAdmin.get(path)).toMatchObject({ status: 404 });
    }
    const { body: list } = await lmsAdmin.get<{ items: { kind: string }[] }>('/api/jobs');
    expect(list.items.filter(({ kind }) => kind.startsWith('customer-'))).toEqual([]);
  });
});

describe('The passwords of an import', () => {
  const handOut = (jobId: unknown, key?: string) =>
    world.agent.post(
      at(`/imports/${String(jobId)}/passwords`),
      {},
      key === undefined ? {} : { key },
    );

  test('are handed out once, to whoever asks first (C-2)', async () => {
    const job = await imported([OWN, `,,One,${user('pw1')},,,,`, `,,Two,${user('pw2')},,,,`]);
    const { body: before } = await world.agent.get(at(`/jobs/${String(job['id'])}`));
    expect(before).toMatchObject({ passwordsWaiting: 2, undo: 'possible', what: 'import' });
    const first = await handOut(job['id'], 'hand-out-1');
    expect(first).toMatchObject({
      status: 200,
      body: {
        passwords: [
          { userName: user('pw1'), displayName: 'One' },
          { userName: user('pw2'), displayName: 'Two' },
        ],
        count: 2,
        renewal: null,
      },
    });
    const again = await handOut(job['id'], 'hand-out-1');
    expect(again.body).toMatchObject({ passwords: [], code: 'secret-already-shown', count: 2 });
    const later = await handOut(job['id']);
    expect(later.body).toMatchObject({ passwords: [], code: 'secret-already-shown' });
    const { body: after } = await world.agent.get(at(`/jobs/${String(job['id'])}`));
    expect(after['passwordsWaiting']).toBe(0);
  });

  test('go by e-mail to the address that the agent names, and then not into the answer', async () => {
    const job = await imported([OWN, `,,Post,${user('post')},,,,`]);
    const path = at(`/imports/${String(job['id'])}/passwords`);
    const wrong = await world.agent.post(path, { sendTo: 'nobody' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: '/sendTo' }] } });
    const { body } = await world.agent.post(path, {
      sendTo: 'it@northwind.example',
      language: 'nl',
    });
    expect(body).toMatchObject({ passwords: [], count: 1, sentTo: 'it@northwind.example' });
    const mail = world.cloud.mailbox.mails().at(-1);
    expect(mail?.to).toMatchObject([{ address: 'it@northwind.example' }]);
    expect(mail?.subject).toBe('Tijdelijke wachtwoorden van nieuwe gebruikers bij Northwind');
    expect(mail?.text).toContain(`Post · ${user('post')} · `);
  });

  test('that could not be mailed can be handed out again', async () => {
    const job = await imported([OWN, `,,Later,${user('later')},,,,`]);
    const path = at(`/imports/${String(job['id'])}/passwords`);
    world.cloud.faults.add({
      ...{ host: 'graph.microsoft.com', method: 'POST', path: '/v1.0/users/*/sendMail' },
      ...{ status: 403, times: 5 },
    });
    const failed = await world.agent.post(path, { sendTo: 'it@northwind.example' });
    expect(failed).toMatchObject({ status: 409, body: { code: 'mail-not-sent' } });
    world.cloud.faults.clear();
    expect((await handOut(job['id'])).body).toMatchObject({ count: 1, renewal: null });
  });

  test('that a stop has taken are made anew at hand-out, and that is said (C-2)', async () => {
    const job = await imported([OWN, `,,Lost,${user('lost')},,,,`]);
    await world.restart();
    const { body } = await handOut(job['id']);
    expect(body).toMatchObject({ passwords: [], count: 0, renewal: { users: 1 } });
    const { jobId } = body['renewal'] as { jobId: string };
    expect(await world.ended(jobId)).toMatchObject({ state: 'succeeded' });
    const renewed = await handOut(jobId);
    expect(renewed.body).toMatchObject({ count: 1, passwords: [{ userName: user('lost') }] });
  });
});

test('A blank copy goes to the customer with what can be asked for (C-7)', async () => {
  const { status } = await world.agent.post(at('/imports/blank-copy'), {
    sendTo: 'office@northwind.example',
  });
  expect(status).toBe(204);
  const mail = world.cloud.mailbox.mails().at(-1);
  expect(mail?.to).toMatchObject([{ address: 'office@northwind.example' }]);
  expect(mail?.text).toContain('STANDARDPACK');
  expect(mail?.text).not.toContain('WINDOWS_STORE');
});
