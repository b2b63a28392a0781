import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  CHANNEL_PAGES,
  choiceIn,
  entityIdOf,
  pagesFor,
  pathOfChoice,
} from '../../../tab/channel/choice.ts';

const choice = fc
  .tuple(fc.constantFrom(...CHANNEL_PAGES), fc.uuid())
  .map(([page, id]) => ({ page, catalogId: page === 'catalog' ? id : '' }));

describe('What a channel shows', () => {
  test('comes back from the id under which Teams keeps it, which is no longer than ids may be', () => {
    fc.assert(
      fc.property(choice, (chosen) => {
        expect(choiceIn(entityIdOf(chosen))).toEqual(chosen);
        expect(entityIdOf(chosen).length).toBeLessThanOrEqual(64);
      }),
    );
  });

  test.each([undefined, '', 'headcount', 'catalog', 'people', '__proto__'])(
    'is the overview for the id %s',
    (entityId) => {
      expect(choiceIn(entityId)).toEqual({ page: 'overview', catalogId: '' });
    },
  );

  test('has an address of the tab, except where it is open which catalog', () => {
    const addresses = CHANNEL_PAGES.map((page) => pathOfChoice({ page, catalogId: '' }));
    expect(addresses).toEqual(['/', '/catalogs', null, '/usage', '/reports']);
    expect(pathOfChoice({ page: 'catalog', catalogId: 'a/../b' })).toBe('/catalogs/a%2F..%2Fb');
  });

  test('is nothing of the whole tenant where a catalog admin chooses', () => {
    expect(pagesFor(false)).toEqual(['overview', 'catalogs', 'catalog', 'reports']);
    expect(pagesFor(true)).toEqual(CHANNEL_PAGES);
  });
});
