import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { COMPATIBLE, faultsOf, importingIn, OWN, user, type Importing } from './importing.ts';
import { at, startPartnerWorld, type PartnerWorld } from './partner-world.ts';

let world: PartnerWorld;
let files: Importing;
beforeAll(async () => {
  world = await startPartnerWorld();
  files = importingIn(world);
});
afterAll(() => world.stop());

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
    expect(await files.send(content)).toMatchObject({
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
    const refused = await files.send([COMPATIBLE, ...compatibleRows(101)], '?mode=compatible');
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'too-many-records' }] },
    });
    expect(refused.body['detail']).toContain('mode=headcount');
    const job = await files.imported(
      [COMPATIBLE, ...compatibleRows(100)],
      '?mode=compatible&preview=true&location=DE',
    );
    expect(job).toMatchObject({ state: 'succeeded', result: { rows: 100, good: 100 } });
  });

  test('of Partner Center’s template has exactly its columns, and 50 characters a name (PC-12)', async () => {
    expect(
      await files.send([`${COMPATIBLE},Location`, ',,A,a,,NL'], '?mode=compatible'),
    ).toMatchObject({
      body: { errors: [{ code: 'column-unknown' }] },
    });
    const job = await files.imported(
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
    expect(await files.send([OWN, `,,A,${user('a')},,,,`], '?location=Utopia')).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/query/location', code: 'usage-location-unknown' }] },
    });
  });
});
