import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, importingIn, OWN, user, type Importing } from './importing.ts';
import {
  at,
  ENDED,
  NORTHWIND,
  startPartnerWorld,
  STRANGER,
  type PartnerWorld,
} from './partner-world.ts';

let world: PartnerWorld;
let files: Importing;
beforeAll(async () => {
  world = await startPartnerWorld();
  files = importingIn(world);
});
afterAll(() => world.stop());

describe('An import of users', () => {
  test('creates each good row with location and licences, and gives the file back with its status (C-1, C-7)', async () => {
    const job = await files.imported([
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
    const [ada, bob, eve] = await files.rowsOf(job['id']);
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
    expect(await files.liveUser('ada.l')).toMatchObject({
      usageLocation: 'NL',
      licences: [{ via: 'direct' }, { via: 'direct' }],
    });
  });

  test('only looked at, changes nothing and tells of each row what would be', async () => {
    const job = await files.imported(
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
    const told = (await files.rowsOf(job['id'])).map((row) => row['Status update']);
    expect(told.slice(0, 5).every((text) => text === 'Would be created.')).toBe(true);
    expect(told.slice(5).every((text) => text?.includes('No licence of STANDARDPACK'))).toBe(true);
    expect(await files.liveUser('zoe')).toBeUndefined();
  });

  test('reports by product what could not be given to a user who was created', async () => {
    const job = await files.imported([
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
    expect((await files.liveUser(name))?.['licences']).toHaveLength(1);
  });

  test('sent twice under one key is one import; another file under it is refused', async () => {
    const key = 'the-same-import';
    const first = await files.send([OWN, `,,Once,${user('once')},,,,`], '', key);
    const second = await files.send([OWN, `,,Once,${user('once')},,,,`], '', key);
    expect(second.body['id']).toBe(first.body['id']);
    const other = await files.send([OWN, `,,Other,${user('other')},,,,`], '', key);
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
    const job = await files.imported([OWN, row], '?preview=true');
    expect(job['state']).toBe('partly-failed');
    expect(faultsOf(job)).toEqual(faults);
  });

  test('names whoever is there already, and a user name that comes twice', async () => {
    const there = world.cloud.tenant(NORTHWIND).directory.users.standing(3).user;
    const job = await files.imported(
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
    const job = await files.imported([OWN, `,,Seen,${user('seen')},,,,`]);
    const address = `/api/jobs/${String(job['id'])}`;
    for (const path of [address, `${address}/rows`]) {
      expect(await lmsAdmin.get(path)).toMatchObject({ status: 404 });
    }
    const { body: list } = await lmsAdmin.get<{ items: { kind: string }[] }>('/api/jobs');
    expect(list.items.filter(({ kind }) => kind.startsWith('customer-'))).toEqual([]);
  });
});
