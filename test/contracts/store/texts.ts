import { describe, expect, test } from '@jest/globals';
import { create, remove, type Store } from '../../../api/ports/store.ts';
import { committed, everything, present } from './expectations.ts';
import { fresh, note, notes, tokens } from './kinds.ts';

const STRANGE: readonly (readonly [string, string])[] = [
  ['quotes', `"double" 'single' \`back\` ''`],
  ['a statement', `x'; DROP TABLE note; --`],
  ['a NUL in the middle', 'before\u0000after'],
  ['an emoji of several', '👩‍👩‍👧‍👦 and 😀'],
  ['slashes and marks of a URL', 'a/b\\c?d#e%2f..'],
  ['line ends and tabs', 'a\r\n\tb'],
  ['nothing', ''],
  ['10,000 characters', 'é'.repeat(10_000)],
  ['wildcards', '%_*[a]'],
  ['right to left', 'שלום عليكم'],
];

/** Texts as people and attackers write them, in values, keys and elements. A NUL is kept. */
export function textLaws(store: () => Store): void {
  describe('unusual texts', () => {
    test.each(STRANGE)('are kept as they are: %s', async (_, text) => {
      const partition = fresh();
      const doc = note({ title: text, colour: text, tags: [text], more: { [`k${text}`]: text } });
      await committed(store(), partition, [
        create(notes, doc),
        create(tokens, { token: text, expiresAt: null, scopes: [text] }),
      ]);
      expect((await present(store(), partition, notes, doc)).doc).toEqual(doc);
      expect(
        await everything(store(), partition, notes, 'byTitle', { from: text, upTo: text }),
      ).toEqual([doc]);
      expect(
        await everything(store(), partition, notes, 'byColour', { equals: { colour: text } }),
      ).toEqual([doc]);
      expect(await everything(store(), partition, notes, 'byTag', { each: text })).toEqual([doc]);
      expect(
        await everything(store(), partition, notes, 'byTag', { each: { startsWith: text } }),
      ).toEqual([doc]);
      const held = await present(store(), partition, tokens, { token: text });
      expect(held.doc.token).toBe(text);
      await committed(store(), partition, [remove(tokens, { token: text }, held.version)]);
      expect(await store().read(partition, tokens, { token: text })).toBeNull();
    });

    test('in a key are told apart, also by what an eye does not see', async () => {
      const partition = fresh();
      const names = ['a', 'A', 'a ', ' a', 'á', 'a\u0301', 'a\u0000', 'a\u0000b'];
      await committed(
        store(),
        partition,
        names.map((token) => create(tokens, { token, expiresAt: null, scopes: [] })),
      );
      for (const token of names)
        expect((await present(store(), partition, tokens, { token })).doc.token).toBe(token);
    });
  });
}
