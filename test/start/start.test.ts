import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { tableOf } from '../../local/start/figures.ts';
import { readSettings } from '../../local/start/settings.ts';
import { readRegistrations } from '../../local/oulad/files.ts';
import { importFileOf, learnersIn } from '../../local/oulad/transform.ts';

describe('the settings of a start', () => {
  test('have defaults, and take the environment and --oulad', () => {
    expect(readSettings([], {})).toEqual({
      ...{ port: 3978, localCloudPort: 3979, hostPagePort: 3980, tabOrigin: null },
      ...{ dataDir: '.data', ouladFolder: null },
    });
    const env = {
      ...{ PORT: '5000', LOCAL_CLOUD_PORT: '5001', HOST_PAGE_PORT: '5002' },
      ...{ TAB_ORIGIN: 'http://127.0.0.1:5173', DATA_DIR: '/tmp/x' },
    };
    expect(readSettings(['--oulad', 'data'], env)).toEqual({
      ...{ port: 5000, localCloudPort: 5001, hostPagePort: 5002 },
      ...{ tabOrigin: 'http://127.0.0.1:5173', dataDir: '/tmp/x', ouladFolder: 'data' },
    });
  });

  test.each([
    [[], { PORT: 'http' }, 'PORT'],
    [[], { PORT: '70000' }, 'PORT'],
    [[], { LOCAL_CLOUD_PORT: '-1' }, 'LOCAL_CLOUD_PORT'],
    [[], { HOST_PAGE_PORT: '0' }, 'HOST_PAGE_PORT'],
    [[], { PORT: '5000', LOCAL_CLOUD_PORT: '5000' }, 'PORT and LOCAL_CLOUD_PORT'],
    [[], { HOST_PAGE_PORT: '3979' }, 'LOCAL_CLOUD_PORT and HOST_PAGE_PORT'],
    [[], { TAB_ORIGIN: 'http://127.0.0.1:5173/' }, 'TAB_ORIGIN'],
    [[], { TAB_ORIGIN: 'file:///tmp' }, 'TAB_ORIGIN'],
    [['--oulad'], {}, '--oulad'],
    [['--oulad', ''], {}, '--oulad'],
    [['--demo'], {}, '--oulad'],
  ])('are refused with their name: %j %j', (args, env, name) => {
    expect(() => readSettings(args, env)).toThrow(name);
  });
});

test('the figures are a table with the tenant last', () => {
  const table = tableOf([
    { name: 'Safety', used: 1_234, listed: 2_000, liveEnrolments: 3_000 },
    { name: 'Tenant', used: 1_234, listed: null, liveEnrolments: 3_000 },
  ]);
  expect(table.split('\n')).toEqual([
    'Catalog  Seats used  On the Users list  Live enrolments',
    '-------  ----------  -----------------  ---------------',
    'Safety        1,234              2,000            3,000',
    '-------  ----------  -----------------  ---------------',
    'Tenant        1,234                               3,000',
  ]);
});

describe('the Open University files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'headcount-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const COURSES = '"code_module","code_presentation"\n"AAA","2013J"\n"AAA","2014B"\n';
  const REGISTRATIONS =
    '"code_module","code_presentation","id_student","date_registration","date_unregistration"\n';

  test('become a file to import: presentations start in October and February', async () => {
    put('courses.csv', COURSES);
    put(
      'studentRegistration.csv',
      `${REGISTRATIONS}"AAA","2013J","1","-30","?"\n"AAA","2014B","1","?","12"\n"AAA","2014B","2","0","0"\n`,
    );
    const registrations = await readRegistrations(folder);
    expect(importFileOf(registrations)).toBe(
      [
        'catalog,course,person,enrolledOn,unenrolledOn',
        'AAA,AAA / 2013J,1@oulad.example,2013-09-01,',
        'AAA,AAA / 2014B,1@oulad.example,2014-02-01,2014-02-13',
        'AAA,AAA / 2014B,2@oulad.example,2014-02-01,2014-02-01',
        '',
      ].join('\n'),
    );
    expect(learnersIn(registrations).map(({ displayName }) => displayName)).toEqual([
      'Learner 1',
      'Learner 2',
    ]);
  });

  test.each([
    ['a missing folder', () => rmSync(folder, { recursive: true }), 'courses.csv is not there'],
    ['a missing file', () => put('courses.csv', COURSES), 'studentRegistration.csv is not there'],
    [
      'another file under the name',
      () => put('courses.csv', '"a","b"\n"1","2"\n'),
      'courses.csv has no column code_module',
    ],
    [
      'files of two releases',
      () => {
        put('courses.csv', COURSES);
        put('studentRegistration.csv', `${REGISTRATIONS}"ZZZ","2013J","1","0","?"\n`);
      },
      'has no ZZZ 2013J',
    ],
  ])('are refused by name: %s', async (_, arrange, words) => {
    arrange();
    await expect(readRegistrations(folder)).rejects.toThrow(words);
  });
});
