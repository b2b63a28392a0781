import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UPLOAD_LIMITS } from '../../api/imports/rules/limits.ts';
import { createScanner, type UploadFacts } from '../../api/imports/actions/scan.ts';
import { HEADER_EXAMPLE, placesOf, type ColumnPlaces } from '../../api/imports/rules/columns.ts';
import { AppError } from '../../api/kernel/errors.ts';

const HEADER = 'catalog,course,person,enrolledOn,unenrolledOn\n';
const LIMITS = { ...UPLOAD_LIMITS, lineBytesMax: 100 };

/** Scans bytes that come in pieces of these sizes. */
function scan(
  bytes: Buffer,
  sizes: readonly number[] = [],
  limits = LIMITS,
): UploadFacts<ColumnPlaces> {
  const scanner = createScanner(limits, { example: HEADER_EXAMPLE, placesOf });
  let from = 0;
  for (const size of sizes) {
    scanner.take(bytes.subarray(from, from + size));
    from += size;
  }
  scanner.take(bytes.subarray(from));
  scanner.end();
  return scanner.facts();
}

/** What is wrong with the bytes, as the caller is told. */
function faultsOf(bytes: Buffer | string, sizes?: readonly number[]): readonly string[] {
  try {
    scan(Buffer.from(bytes), sizes);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.facts.errors?.map(({ path, code }) => `${path} ${code}`) ?? [error.code];
  }
}

describe('the first line of an upload', () => {
  test.each([
    ['in order', 'catalog,course,person,enrolledOn,unenrolledOn'],
    ['in another order', 'person,unenrolledOn,course,enrolledOn,catalog'],
    ['in any case, with blanks', ' Catalog ,COURSE,person,EnrolledOn,UNENROLLEDON'],
    ['with a byte order mark', '\ufeffcatalog,course,person,enrolledOn,unenrolledOn'],
    ['in quotes', '"catalog","course","person","enrolledOn","unenrolledOn"'],
    ['with a byte order mark and quotes', '\ufeff"catalog",course,person,enrolledOn,unenrolledOn'],
  ])('names the columns %s', (_, header) => {
    expect(faultsOf(`${header}\na,b,c,,\n`)).toEqual([]);
    expect(faultsOf(`${header}\r\na,b,c,,\r\n`)).toEqual([]);
  });

  test.each([
    ['', ['/columns empty']],
    ['\n', ['/columns empty']],
    ['\ufeff', ['/columns empty']],
    ['catalog,course,person,enrolledOn', ['/columns/unenrolledOn column-missing']],
    ['catalog,course,person,enrolledOn,unenrolledOn,notes', ['/columns/6 column-unknown']],
    ['catalog,course,person,enrolledOn,unenrolledOn,', ['/columns/6 column-unknown']],
    ['catalog,course,person,person,enrolledOn,unenrolledOn', ['/columns/person column-duplicate']],
    [
      'catalogue,course,user,enrolledOn,unenrolledOn',
      [
        '/columns/1 column-unknown',
        '/columns/3 column-unknown',
        '/columns/catalog column-missing',
        '/columns/person column-missing',
      ],
    ],
    ['catalog;course;person;enrolledOn;unenrolledOn', ['/columns columns-separator']],
    ['catalog\tcourse\tperson\tenrolledOn\tunenrolledOn', ['/columns columns-separator']],
    ['"catalog,course,person,enrolledOn,unenrolledOn', ['/columns quotes']],
    ['{"catalog":"A"}', ['/columns quotes']],
    ['<html>', ['/columns/1 column-unknown']],
  ])('%j is refused with the column named', (header, faults) => {
    expect(faultsOf(`${header}\na,b,c,,\n`).slice(0, faults.length)).toEqual(faults);
  });
});

describe('the lines of an upload', () => {
  test.each([
    ['a NUL', Buffer.from([0x61, 0x00, 0x0a]), 'binary'],
    ['Latin-1', Buffer.from('Zo\xeb,x,y,,\n', 'latin1'), 'not-utf8'],
    ['a cut character', Buffer.from([0xe2, 0x82, 0x0a]), 'not-utf8'],
    ['more than a line may have', Buffer.from(`${'x'.repeat(101)}\n`), 'line-too-long'],
    ['more than a line may have, at the end', Buffer.from('x'.repeat(101)), 'line-too-long'],
  ])('that hold %s are refused with the line named', (_, bytes, code) => {
    const file = Buffer.concat([Buffer.from(`${HEADER}a,b,c,,\n\nd,e,f,,\n`), bytes]);
    expect(faultsOf(file)).toEqual([`/lines/5 ${code}`]);
  });

  test('of a workbook or of UTF-16 are refused', () => {
    expect(faultsOf('PK\u0003\u0004rest')).toEqual(['/lines/1 binary']);
    expect(faultsOf(Buffer.from(`\ufeff${HEADER}`, 'utf16le'))).toEqual(['/lines/1 binary']);
    expect(faultsOf(Buffer.from(HEADER, 'utf16le'))).toEqual(['/lines/1 binary']);
  });

  test('are counted without blank ones and without the header', () => {
    expect(scan(Buffer.from(HEADER)).rows).toBe(0);
    expect(scan(Buffer.from(`${HEADER}a,b,c,,\r\n\r\n\nd,e,f,,`)).rows).toBe(2);
  });

  test('may be as long as the limit says, and the file as large', () => {
    const line = `${'x'.repeat(100)}\n`;
    expect(faultsOf(HEADER + line)).toEqual([]);
    const bytes = Buffer.from(HEADER + line);
    const most = { ...LIMITS, bytesMax: bytes.length };
    expect(scan(bytes, [], most).sizeBytes).toBe(bytes.length);
    expect(() => scan(bytes, [], { ...most, bytesMax: bytes.length - 1 })).toThrow(
      expect.objectContaining({ code: 'body-too-large' }),
    );
  });

  test('are judged the same in whatever pieces they come', () => {
    const piece = fc.constantFrom('a,b,c,,', '\n', '\r\n', 'é', '"', 'x'.repeat(60), '\0', '\xff');
    const bytes = fc
      .array(piece)
      .map((pieces) =>
        Buffer.concat([Buffer.from(HEADER), Buffer.from(pieces.join(''), 'latin1')]),
      );
    fc.assert(
      fc.property(bytes, fc.array(fc.integer({ min: 1, max: 70 })), (file, sizes) => {
        expect(faultsOf(file, sizes)).toEqual(faultsOf(file));
        if (faultsOf(file).length === 0) expect(scan(file, sizes)).toEqual(scan(file));
      }),
    );
  });
});
