import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Act, DirectLicence, UserSnapshot } from '../../api/customers/rules/plans/acts.ts';
import type { Entry } from '../../api/customers/rules/plans/entry.ts';
import { undoOf } from '../../api/customers/rules/plans/undo.ts';

const USER = 'aaaaaaaa-0000-4000-8000-000000000001';
const SKUS = ['s1', 's2', 's3', 's4'];
const PLANS = ['p1', 'p2'];

const licence = fc.record<DirectLicence>({
  skuId: fc.constantFrom(...SKUS),
  disabledPlans: fc.subarray(PLANS),
});
const licences = fc.uniqueArray(licence, { selector: ({ skuId }) => skuId });
const name = fc.constantFrom('Ada', 'Bob', 'Cem');

const user = fc.record<UserSnapshot>({
  userId: fc.constant(USER),
  userName: fc.constantFrom('a@x', 'b@x'),
  displayName: name,
  givenName: fc.option(name),
  surname: fc.option(name),
  usageLocation: fc.constant('NL'),
  enabled: fc.boolean(),
  licences,
});

const bySku = (held: readonly DirectLicence[]): DirectLicence[] =>
  held.toSorted((one, other) => one.skuId.localeCompare(other.skuId));

/** The user after an act, as the directory would have it. */
function after(before: UserSnapshot, act: Act): UserSnapshot {
  if (act.kind === 'edit') return { ...before, ...(act.changes as Partial<UserSnapshot>) };
  if (act.kind !== 'licences') return before;
  const touched = new Set([...act.remove, ...act.add.map(({ skuId }) => skuId)]);
  const kept = before.licences.filter(({ skuId }) => !touched.has(skuId));
  return { ...before, licences: bySku([...kept, ...act.add]) };
}

const entryOf = (act: Act, before: UserSnapshot | null, now: UserSnapshot | null): Entry => ({
  ...{ planId: USER, no: 1, customerId: USER, userId: USER, userName: 'a@x', row: null },
  ...{ act, before, state: 'done', begunAt: 1, newestDeletion: null, expiresAt: 2 },
  outcome: { faults: [], after: now, alreadyThere: false },
});

const change = fc
  .record({ add: licences, remove: fc.subarray(SKUS) })
  .map(({ add, remove }): Extract<Act, { kind: 'licences' }> => {
    const gone = remove.filter((skuId) => !add.some((one) => one.skuId === skuId));
    return { kind: 'licences', userId: USER, add, remove: gone, usageLocation: null };
  });

const edit = fc
  .record(
    { displayName: name, surname: fc.option(name), enabled: fc.boolean() },
    { requiredKeys: [] },
  )
  .map((changes): Act => ({ kind: 'edit', userId: USER, changes: changes }));

describe('What takes an act back', () => {
  test('gives a user whom nobody touched since what the user had before', () => {
    fc.assert(
      fc.property(user, fc.oneof(change, edit), (before, act) => {
        const now = after(before, act);
        const step = undoOf(entryOf(act, before, now), { stands: 'alive', user: now });
        const back = step.act === null ? now : after(now, step.act);
        expect({ ...back, licences: bySku(back.licences) }).toEqual({
          ...before,
          licences: bySku(before.licences),
        });
        expect(step.reasons).toEqual([]);
      }),
    );
  });

  test('leaves alone every product and field that others have changed since', () => {
    fc.assert(
      fc.property(user, change, change, (before, act, others) => {
        const left = after(before, act);
        const now = after(left, others);
        const step = undoOf(entryOf(act, before, left), { stands: 'alive', user: now });
        const back = step.act === null ? now : after(now, step.act);
        const ours = new Set([...act.remove, ...act.add.map(({ skuId }) => skuId)]);
        const of = (one: UserSnapshot, skuId: string) =>
          one.licences.find((held) => held.skuId === skuId);
        for (const skuId of SKUS) {
          if (!ours.has(skuId)) expect(of(back, skuId)).toEqual(of(now, skuId));
          const others = of(now, skuId);
          const isThirds =
            others !== undefined &&
            JSON.stringify(others) !== JSON.stringify(of(left, skuId)) &&
            JSON.stringify(others) !== JSON.stringify(of(before, skuId));
          if (isThirds) expect(of(back, skuId)).toEqual(others);
        }
      }),
    );
  });

  test('is nothing where nothing was done, and says why where nothing can be', () => {
    const act: Act = { kind: 'delete', userId: USER };
    const refused = { ...entryOf(act, null, null), state: 'refused' as const };
    expect(undoOf(refused, { stands: 'gone' }).outcome).toBe('nothing');
    expect(undoOf(entryOf(act, null, null), { stands: 'gone' })).toMatchObject({
      outcome: 'cannot',
      reasons: [{ code: 'not-restorable' }],
    });
    const password: Act = { kind: 'password', userId: USER };
    expect(undoOf(entryOf(password, null, null), { stands: 'gone' })).toMatchObject({
      outcome: 'cannot',
      reasons: [{ code: 'password-not-undoable' }],
    });
  });

  test('of a deletion restores with what was had directly; without a journal it assigns nothing', () => {
    fc.assert(
      fc.property(fc.option(user), (before) => {
        const step = undoOf(entryOf({ kind: 'delete', userId: USER }, before, null), {
          ...{ stands: 'deleted', nameTaken: false },
        });
        expect(step.act).toEqual({
          ...{ kind: 'restore', userId: USER, userName: null },
          licences: before?.licences ?? null,
        });
      }),
    );
  });
});
