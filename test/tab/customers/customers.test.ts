import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boxOf, neededOf, nextWish, shownBox, withWish } from '../../../tab/customers/boxes.ts';
import { FIRST, nextPlace, pageNumber, previousPlace } from '../../../tab/customers/pages.ts';
import { passwordsCsv, passwordsText } from '../../../tab/customers/passwords.ts';
import { boxOfPage, seenOn, withPage, withUser } from '../../../tab/customers/selection.ts';

type User = ReturnType<typeof user>;

const user = (id: string, ...skuIds: string[]) => ({ id, skuIds });

describe('A selection of users', () => {
  const nobody = new Map<string, User>();
  const pages = [[user('1'), user('2')], [user('3')]] as const;

  test('PC-21: survives going from page to page', () => {
    const first = withUser(nobody, pages[0][0], true);
    const both = withPage(first, pages[1], true);
    expect([...both.keys()]).toEqual(['1', '3']);
    expect(boxOfPage(both, pages[0])).toBe('mixed');
    expect(boxOfPage(both, pages[1])).toBe(true);
    expect(boxOfPage(nobody, pages[1])).toBe(false);
  });

  test('PC-21: the box in the header acts on the page alone', () => {
    const all = withPage(withPage(nobody, pages[0], true), pages[1], true);
    expect([...withPage(all, pages[0], false).keys()]).toEqual(['3']);
  });

  test('holds users as they were seen last, and in the order chosen', () => {
    const chosen = withPage(nobody, pages[0], true);
    const renamed = { ...user('1', 'x') };
    expect([...seenOn(chosen, [renamed]).values()]).toEqual([renamed, pages[0][1]]);
    expect(seenOn(chosen, [user('9')])).toBe(chosen);
  });
});

describe('The box of a product', () => {
  const users = [user('1', 'a', 'b'), user('2', 'a')];

  test('PC-22: is full, half or empty as all, some or none have it', () => {
    expect(['a', 'b', 'c'].map((skuId) => boxOf(skuId, users))).toEqual(['full', 'half', 'empty']);
  });

  test('is back where it was after as many clicks as it has sides, whatever it was', () => {
    for (const box of ['full', 'half', 'empty'] as const) {
      const seen = new Set<string>();
      let wish = nextWish(box, undefined);
      seen.add(shownBox(box, undefined));
      for (; wish !== undefined; wish = nextWish(box, wish)) seen.add(shownBox(box, wish));
      expect(seen.size).toBe(box === 'half' ? 3 : 2);
    }
  });

  test('PC-23: assigning it takes a licence for each who has none', () => {
    expect(['a', 'b', 'c'].map((skuId) => neededOf(skuId, users))).toEqual([0, 1, 2]);
  });

  test('takes back a wish without a trace', () => {
    const wishes = withWish(new Map(), 'a', 'remove');
    expect([...wishes]).toEqual([['a', 'remove']]);
    expect(withWish(wishes, 'a', undefined).size).toBe(0);
  });
});

describe('The way through a list that goes forwards alone', () => {
  test('leads back over the same pages', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (cursors) => {
        let place = FIRST;
        for (const cursor of cursors) place = nextPlace(place, cursor);
        expect(pageNumber(place)).toBe(cursors.length + 1);
        for (const cursor of cursors.toReversed()) {
          expect(place.cursor).toBe(cursor);
          place = previousPlace(place);
        }
        expect(place).toEqual(FIRST);
        expect(previousPlace(place)).toEqual(FIRST);
      }),
    );
  });
});

describe('Passwords that are handed out', () => {
  const one = { displayName: 'Ada "A" Byron', userName: 'ada@a.example', password: 'a,"b;c' };

  test('C-2: come as a file in which every character stays as it is', () => {
    expect(passwordsCsv(['Name', 'User name', 'Password'], [one])).toBe(
      '\ufeff"Name","User name","Password"\r\n"Ada ""A"" Byron","ada@a.example","a,""b;c"\r\n',
    );
  });

  test('come as lines to copy', () => {
    expect(passwordsText([one, one])).toBe('ada@a.example\ta,"b;c\nada@a.example\ta,"b;c');
  });
});
