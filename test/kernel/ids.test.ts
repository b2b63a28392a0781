import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asGuid, newIdAt } from '../../api/kernel/ids.ts';

const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('ids of instants are GUIDs, never the same twice, and sort as their instants', () => {
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      const [first, second] = [newIdAt(one), newIdAt(other)];
      expect(asGuid(first)).toBe(first);
      expect(first).not.toBe(second);
      if (one !== other) expect(first < second).toBe(one < other);
    }),
  );
});
