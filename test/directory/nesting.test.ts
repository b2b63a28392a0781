import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  containedIn,
  containersOf,
  newFollowedGroup,
  unheld,
} from '../../api/directory/rules/groups.ts';

const group = (groupId: string, children: readonly string[] = [], asked = false) => ({
  ...newFollowedGroup(groupId, groupId, asked, 0),
  children,
});

describe('nested groups', () => {
  test('L-13: a member of a nested group is a member of the groups around it', () => {
    const containers = containersOf([group('a', ['b']), group('b', ['c']), group('c')]);
    expect([...(containers.get('c') ?? [])].sort()).toEqual(['a', 'b', 'c']);
    expect([...(containers.get('a') ?? [])]).toEqual(['a']);
  });

  test('groups that hold each other are no fault', () => {
    const containers = containersOf([group('a', ['b']), group('b', ['a'])]);
    expect([...(containers.get('a') ?? [])].sort()).toEqual(['a', 'b']);
  });

  test('a group is let go when nothing that is asked for holds it, also where groups hold each other', () => {
    const groups = [group('a', ['b'], true), group('b'), group('c', ['d']), group('d', ['c'])];
    expect(unheld(groups).map(({ groupId }) => groupId)).toEqual(['c', 'd']);
  });

  test('containing and being contained are the same relation', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const nestings = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)));
    fc.assert(
      fc.property(nestings, (pairs) => {
        const groups = ids.map((id) =>
          group(
            id,
            pairs.filter(([parent]) => parent === id).map(([, child]) => child),
          ),
        );
        const containers = containersOf(groups);
        for (const outer of ids) {
          const inner = containedIn([outer], groups);
          for (const id of ids) expect(containers.get(id)?.has(outer)).toBe(inner.has(id));
        }
      }),
    );
  });
});
