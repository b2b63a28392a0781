import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lineBatches, rowsOf } from '../../api/imports/actions/reading.ts';
import fc from 'fast-check';
import { csvOf, openImportBench, type ImportBench } from './bench.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
  await bench.person('ann@contoso.example');
});
afterEach(() => bench.close());

const good = 'A,Good,ann@contoso.example,,';

describe('a bad row is told with its line, and spoils no other', () => {
  test.each([
    ['an open quote', '"A,B,ann@contoso.example,,', 'quotes'],
    ['a quote in a cell', 'A,12" discs,ann@contoso.example,,', 'quotes'],
    ['text after a quote', 'A,"B"C,ann@contoso.example,,', 'quotes'],
    ['too few cells', 'A,B,ann@contoso.example', 'columns-count'],
    ['too many cells', 'A,B,ann@contoso.example,,,', 'columns-count'],
    ['no catalog', ' ,B,ann@contoso.example,,', 'catalog-empty'],
    ['no course', 'A,,ann@contoso.example,,', 'course-empty'],
    ['no person', 'A,B,,,', 'person-empty'],
    ['a control character', 'A,B\u0007,ann@contoso.example,,', 'control-character'],
    ['a lone carriage return', 'A,B\rC,ann@contoso.example,,', 'control-character'],
    ['a long catalog', `${'x'.repeat(201)},B,ann@contoso.example,,`, 'catalog-too-long'],
    ['a long course', `A,${'x'.repeat(201)},ann@contoso.example,,`, 'course-too-long'],
    ['no such day', 'A,B,ann@contoso.example,2024-02-30,', 'enrolled-on-invalid'],
    ['a day in another form', 'A,B,ann@contoso.example,1/2/2024,', 'enrolled-on-invalid'],
    ['no such last day', 'A,B,ann@contoso.example,,2023-02-29', 'unenrolled-on-invalid'],
    ['a first day to come', 'A,B,ann@contoso.example,2999-01-01,', 'enrolled-on-ahead'],
  ])('%s', async (_, row, code) => {
    const { outcomes, rows } = await bench.import(csvOf(row, good, row));
    expect(outcomes).toEqual([`2 refused ${code}`, '3 enrolled', `4 refused ${code}`]);
    expect(rows[0]?.message).not.toBe('');
  });

  test('quotes that would make one row of many lines keep to their own', async () => {
    const { outcomes } = await bench.import(
      csvOf('A,"B', good, 'A,C",ann@contoso.example,,', good),
    );
    expect(outcomes).toEqual([
      '2 refused quotes',
      '3 superseded',
      '4 refused quotes',
      '5 enrolled',
    ]);
  });
});

describe('a good row', () => {
  test.each([
    ['quotes, commas and doubled quotes', '"A, B","the ""best""",ann@contoso.example,,'],
    ['blanks around its cells', ' A , B , ann@contoso.example , , '],
    ['quotes around everything', '"A","B","ann@contoso.example","2024-01-01",""'],
    ['what looks like a formula', '=A1,@B,ann@contoso.example,,'],
    ['accents', 'Sécurité,Ærø 日本,ann@contoso.example,,'],
  ])('may have %s', async (_, row) => {
    expect((await bench.import(csvOf(row))).outcomes).toEqual(['2 enrolled']);
  });

  test('keeps its line number past blank lines and lines of commas alone', async () => {
    const file = csvOf('', good, ',,,,', '', 'A,Other,ann@contoso.example,,').replaceAll(
      '\n',
      '\r\n',
    );
    const { job, outcomes } = await bench.import(file);
    expect(outcomes).toEqual(['3 enrolled', '6 enrolled']);
    expect(job).toMatchObject({ done: 2, total: 2 });
  });
});

test('a file with a header alone succeeds with no rows', async () => {
  const { job, rows } = await bench.import(csvOf());
  expect(job).toMatchObject({ state: 'succeeded', done: 0, total: 0, result: { rows: 0 } });
  expect(rows).toEqual([]);
});

test('lines are the same in whatever pieces they come, and from wherever reading goes on', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', ' '), maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 9 })),
      fc.integer({ min: 1, max: 4 }),
      async (lines, newline, closed, sizes, batch) => {
        const file = Buffer.from(lines.join(newline) + (closed ? newline : ''));
        const wanted = lines
          .map((text, place) => ({ line: place + 1, text }))
          .filter(({ text }) => text.trim() !== '');
        let from = { byte: 0, line: 1 };
        const got: unknown[] = [];
        for (;;) {
          // As after a stop: a new reader for each batch.
          const next = await lineBatches(
            pieces(file.subarray(from.byte), sizes),
            from,
            batch,
          ).next();
          if (next.done === true) break;
          got.push(...next.value.lines);
          from = { byte: next.value.nextByte, line: next.value.nextLine };
        }
        expect(got).toEqual(wanted);
      },
    ),
  );
});

test('rows are read the same together and one by one', () => {
  const cell = fc.constantFrom('a', '"b"', '"c,d"', '"e""f"', '', '"', ' g ', '"h');
  const line = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
  fc.assert(
    fc.property(fc.array(line), (texts) => {
      const lines = texts.map((text, place) => ({ line: place + 1, text }));
      const filled = lines.filter(({ text }) => text.trim() !== '');
      expect(rowsOf(filled)).toEqual(filled.flatMap((one) => rowsOf([one])));
    }),
  );
});

async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (const size of sizes) {
    yield bytes.subarray(from, from + size);
    from += size;
  }
  yield bytes.subarray(from);
}
