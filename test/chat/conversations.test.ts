import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../../api/kernel/time.ts';
import { mayBring, type Bringing } from '../../api/chat/rules/bringing.ts';
import {
  afterHearing,
  closed,
  type Conversation,
  type Heard,
} from '../../api/chat/rules/conversations.ts';

const NOW = Date.UTC(2026, 0, 5);
const anyHeard: fc.Arbitrary<Heard> = fc.record({
  what: fc.constantFrom('installed', 'spoke', 'removed'),
  personId: fc.constant('5f0e1a34-2b0c-4f56-8f0e-8f1de1b0a001'),
  conversationId: fc.constant('a:1'),
  serviceUrl: fc.constantFrom('https://one/', 'https://two/'),
  locale: fc.constantFrom(null, 'nl-BE', 'fr-FR'),
  at: fc.integer({ min: 1, max: 1_000 }),
});
const heardApart = fc.uniqueArray(anyHeard, { selector: ({ at }) => at, minLength: 1 });

const hearAll = (all: readonly Heard[]): Conversation | null =>
  all.reduce<Conversation | null>(
    (known, heard) => afterHearing(known, heard, NOW)?.conversation ?? known,
    null,
  );

describe('A conversation', () => {
  test('is as the newest word says, in whatever order the words come, and however often', () => {
    fc.assert(
      fc.property(heardApart, fc.array(fc.nat()), (all, again) => {
        const repeats = again
          .map((nth) => all[nth % all.length])
          .filter((one) => one !== undefined);
        const known = hearAll([...all, ...repeats]);
        const newest = all.reduce((one, other) => (other.at > one.at ? other : one));
        expect(known?.state).toBe(newest.what === 'removed' ? 'removed' : 'open');
        expect(known?.serviceUrl).toBe(newest.serviceUrl);
        expect(known?.heardAt).toBe(newest.at);
      }),
    );
  });

  test('keeps the language that was told last', () => {
    const heard = { what: 'spoke', personId: 'p', conversationId: 'a:1', serviceUrl: 's' } as const;
    const known = hearAll([
      { ...heard, locale: 'nl-BE', at: 1 },
      { ...heard, locale: null, at: 2 },
    ]);
    expect(known?.locale).toBe('nl-BE');
  });

  test('that took no message is open again with the next word, and not with an old one', () => {
    fc.assert(
      fc.property(anyHeard, fc.constantFrom('blocked', 'removed'), (heard, state) => {
        const known = hearAll([{ ...heard, what: 'installed' }]);
        if (known === null) throw new Error('Nothing is known.');
        const shut = closed(known, state, NOW);
        expect(afterHearing(shut, { ...heard, what: 'spoke' }, NOW)).toBeNull();
        const next = afterHearing(shut, { ...heard, what: 'spoke', at: heard.at + 1 }, NOW);
        expect(next).toMatchObject({ turned: true, conversation: { state: 'open' } });
      }),
    );
  });

  test('is not ended by the end of another', () => {
    const heard = { personId: 'p', serviceUrl: 's', locale: null };
    const known = hearAll([{ ...heard, what: 'installed', conversationId: 'a:2', at: 1 }]);
    const end = { ...heard, what: 'removed', conversationId: 'a:1', at: 2 } as const;
    expect(afterHearing(known, end, NOW)).toBeNull();
  });
});

test('A tenant that does not permit it is asked again a day later, one that does at once', () => {
  const known = (state: Bringing['state']): Bringing => ({ state, checkedAt: NOW });
  expect(mayBring(null, NOW)).toBe(true);
  expect(mayBring(known('permitted'), NOW)).toBe(true);
  for (const state of ['consent-missing', 'not-in-catalog'] as const) {
    expect(mayBring(known(state), NOW + DAY_MS - 1)).toBe(false);
    expect(mayBring(known(state), NOW + DAY_MS)).toBe(true);
  }
});
