import { describe, expect, test } from '@jest/globals';
import { placesOf } from '../../../api/imports/rules/columns.ts';
import { COLUMNS, faultsOfHead, templateCsv } from '../../../tab/imports/head.ts';

const head = (text: string): Uint8Array => new TextEncoder().encode(text);
const FIRST_LINE = 'catalog,course,person,enrolledOn,unenrolledOn';

describe('A file of enrolments before it is sent', () => {
  test('has the columns that the api knows', () => {
    expect(placesOf(COLUMNS)).toHaveProperty('places');
  });

  test.each([
    ['in any case and order', 'Person, COURSE,catalog,unenrolledOn,enrolledOn\r\nx'],
    ['in quotes', '"catalog","course","person","enrolledOn","unenrolledOn"\n'],
    ['with a byte order mark', `\ufeff${FIRST_LINE}\n`],
    ['cut in the middle of a letter', FIRST_LINE + '\nÄ'],
  ])('is fine with its columns %s', (_name, text) => {
    expect(faultsOfHead(head(text))).toEqual([]);
    expect(faultsOfHead(head(text).slice(0, -1))).toEqual([]);
  });

  test('that is empty is told so', () => {
    expect(faultsOfHead(head(''))).toEqual([{ code: 'file-empty' }]);
    expect(faultsOfHead(head('\r\n'))).toEqual([{ code: 'file-empty' }]);
  });

  test('that is a workbook or no text is told so', () => {
    expect(faultsOfHead(head('PK\u0003\u0004more'))).toEqual([{ code: 'file-is-workbook' }]);
    expect(faultsOfHead(head('ab\u0000c'))).toEqual([{ code: 'file-not-text' }]);
  });

  test.each([
    [';', ';'],
    ['\t', 'tab'],
    ['|', '|'],
  ])('with %j between its columns names the separator', (separator, name) => {
    expect(faultsOfHead(head(FIRST_LINE.replaceAll(',', separator)))).toEqual([
      { code: 'separator', separator: name },
    ]);
  });

  test('with wrong columns names all of them at once', () => {
    expect(faultsOfHead(head('catalog,course,course,user\n'))).toEqual([
      { code: 'columns-missing', columns: ['person', 'enrolledOn', 'unenrolledOn'] },
      { code: 'columns-unknown', columns: ['user'] },
      { code: 'columns-twice', columns: ['course'] },
    ]);
  });
});

describe('The template', () => {
  test('is a file without faults, and quotes what must be quoted', () => {
    const csv = templateCsv(['Safety, basics', 'The "first" aid', 'a@b.example', '', '']);
    expect(faultsOfHead(head(csv))).toEqual([]);
    expect(csv.split('\r\n')[1]).toBe('"Safety, basics","The ""first"" aid",a@b.example,,');
  });
});
