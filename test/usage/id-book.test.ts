import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createIdBook, fingerprintOf, type IdUse } from '../../api/usage/rules/id-book.ts';

test('M-3: a book finds every id that was noted and no other, however many there are', () => {
  const half = fc.oneof(fc.nat(50), fc.integer({ min: 0, max: 0xffffffff }));
  const id = fc.record({ high: half, low: half.map((low) => low || 1) });
  const use = fc.record({ fingerprint: half, countsIn: fc.nat(202_612) });
  fc.assert(
    fc.property(fc.array(fc.tuple(id, use), { maxLength: 200 }), id, (noted, stranger) => {
      const book = createIdBook();
      const model = new Map<string, IdUse>();
      for (const [mark, theirs] of noted) {
        const key = `${mark.high}/${mark.low}`;
        if (model.has(key)) continue;
        expect(book.find(mark)).toBeNull();
        book.note(mark, theirs);
        model.set(key, theirs);
      }
      expect(book.size).toBe(model.size);
      for (const [{ high, low }] of noted)
        expect(book.find({ high, low })).toEqual(model.get(`${high}/${low}`));
      expect(book.find(stranger)).toEqual(model.get(`${stranger.high}/${stranger.low}`) ?? null);
    }),
  );
});

test('a book grows far beyond its first size', () => {
  const book = createIdBook();
  for (let nth = 1; nth <= 20_000; nth++)
    book.note(
      { high: Math.imul(nth, 2_654_435_761) >>> 0, low: nth },
      { fingerprint: nth, countsIn: 0 },
    );
  expect(book.size).toBe(20_000);
  for (let nth = 1; nth <= 20_000; nth++)
    expect(book.find({ high: Math.imul(nth, 2_654_435_761) >>> 0, low: nth })).toEqual({
      ...{ fingerprint: nth, countsIn: 0 },
    });
});

test('fingerprints of different texts differ', () => {
  const texts = Array.from({ length: 10_000 }, (_, nth) => `person ${nth} course-consumed`);
  expect(new Set(texts.map(fingerprintOf)).size).toBe(10_000);
});
