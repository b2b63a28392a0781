import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  askingsOf,
  withoutPicked,
  withPicked,
  type Picked,
} from '../../../tab/catalogs/picking.ts';

const person = (id: string): Picked => ({ kind: 'person', id, displayName: `Person ${id}` });
const group = (id: string): Picked => ({ kind: 'group', id, displayName: `Group ${id}` });

describe('A choice from the directory', () => {
  test('holds each person and group once, in the order chosen', () => {
    const choice = [person('1'), group('1'), person('1')].reduce<readonly Picked[]>(withPicked, []);
    expect(choice).toEqual([person('1'), group('1')]);
  });

  test('loses who is taken out, and nobody else', () => {
    expect(withoutPicked([person('1'), group('1')], group('1'))).toEqual([person('1')]);
  });

  test('becomes requests with people together and each group by itself', () => {
    const askings = askingsOf([group('a'), person('1'), group('b'), person('2')]);
    expect(askings.map(({ body }) => body)).toEqual([
      { personIds: ['1', '2'] },
      { groupId: 'a' },
      { groupId: 'b' },
    ]);
  });

  test('is asked for wholly, once, and never more people at a time than the api takes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.boolean(), fc.nat(40)), { selector: String, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (drawn, max) => {
          const choice = drawn.map(([isGroup, id]) => (isGroup ? group : person)(String(id)));
          const askings = askingsOf(choice, max);
          const asked = askings.flatMap(({ picked }) => picked);
          expect(new Set(asked)).toEqual(new Set(choice));
          expect(asked).toHaveLength(choice.length);
          for (const { body } of askings) {
            if ('personIds' in body) expect(body.personIds.length).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });
});
