import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { guidsAtHand } from '../../../api/adapters/sqlite/guids-at-hand.ts';
import { newId } from '../../../api/kernel/ids.ts';

describe('GUIDs at hand', () => {
  test('give back what was kept, or nothing, and never what belongs to another', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { minLength: 1, maxLength: 60 }), (guids) => {
        const all = [...new Set(guids)];
        // So few places that some must give way.
        const atHand = guidsAtHand(16);
        all.forEach((guid, nth) => atHand.keep(guid, nth + 1));
        all.forEach((guid, nth) => {
          expect([undefined, nth + 1]).toContain(atHand.number(guid));
          expect([undefined, guid]).toContain(atHand.guid(nth + 1));
        });
        const last = all.at(-1) ?? '';
        expect(atHand.number(last)).toBe(all.length);
        expect(atHand.guid(all.length)).toBe(last);
      }),
    );
  });

  test('know nothing before the first and after they were cleared', () => {
    const atHand = guidsAtHand(16);
    const guid = newId();
    const nil = '00000000-0000-0000-0000-000000000000';
    expect(atHand.number(nil)).toBeUndefined();
    expect(atHand.guid(7)).toBeUndefined();
    atHand.keep(guid, 7);
    atHand.clear();
    expect(atHand.number(guid)).toBeUndefined();
    expect(atHand.guid(7)).toBeUndefined();
  });

  test('take no number that does not fit', () => {
    const atHand = guidsAtHand(16);
    const guid = newId();
    atHand.keep(guid, 2 ** 32 + 1);
    expect(atHand.number(guid)).toBeUndefined();
    expect(atHand.guid(2 ** 32 + 1)).toBeUndefined();
    expect(atHand.guid(1)).toBeUndefined();
  });
});
