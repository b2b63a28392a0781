import type { PersonId } from '../../../kernel/ids.ts';
import type { UserChanges } from '../../../kernel/customers.ts';
import type { Act, DirectLicence, UserSnapshot } from './acts.ts';
import type { Entry, EntryFault } from './entry.ts';
import { hasLicence } from './licences.ts';

/** How the user of an entry stands now. */
export type UserNow =
  | { readonly stands: 'alive'; readonly user: UserSnapshot }
  | {
      readonly stands: 'deleted';
      /** Somebody else has the user name meanwhile. */
      readonly nameTaken: boolean;
    }
  | { readonly stands: 'gone' };

/** What taking one act back means now. */
export interface UndoStep {
  readonly no: number;
  readonly userId: PersonId | null;
  readonly userName: string | null;
  /** `nothing`: nothing was done, or it stands again as before; `partly`: what others changed since is left. */
  readonly outcome: 'will' | 'partly' | 'cannot' | 'nothing';
  readonly act: Exclude<Act, { kind: 'create' | 'password' }> | null;
  readonly reasons: readonly EntryFault[];
}

/** The act that takes an entry back, with how its user stands now; what others have changed since is left to them. */
export function undoOf(entry: Entry, now: UserNow): UndoStep {
  const { no, userId, userName, act } = entry;
  const step = { no, userId, userName };
  if (act === null || !mayHaveActed(entry)) return { ...step, ...NOTHING };
  if (act.kind === 'password') return { ...step, ...cannot(PASSWORD) };
  if (userId === null) return { ...step, ...cannot(UNKNOWN) };
  switch (act.kind) {
    case 'create':
    case 'restore':
      return { ...step, ...undoComing(entry, userId, now) };
    case 'delete':
      return { ...step, ...undoDeletion(entry, userId, now) };
    case 'edit':
      return { ...step, ...undoEdit(entry, act, now) };
    case 'licences':
      return { ...step, ...undoLicences(entry, act, now) };
  }
}

type Undone = Pick<UndoStep, 'outcome' | 'act' | 'reasons'>;

const mayHaveActed = ({ state }: Entry): boolean =>
  state === 'done' || state === 'partly' || state === 'unknown' || state === 'begun';

const NOTHING: Undone = { outcome: 'nothing', act: null, reasons: [] };
const cannot = (...reasons: readonly EntryFault[]): Undone => ({
  outcome: 'cannot',
  act: null,
  reasons,
});
const will = (act: UndoStep['act'], reasons: readonly EntryFault[] = []): Undone => ({
  outcome: reasons.length === 0 ? 'will' : 'partly',
  act,
  reasons,
});

const PASSWORD: EntryFault = {
  code: 'password-not-undoable',
  detail: 'The old password is known to nobody. Set another one if this one must not be used.',
};
const UNKNOWN: EntryFault = {
  code: 'outcome-unknown',
  detail: 'Nobody knows whether the user was made. Look for the user name among the users.',
};
const GONE: EntryFault = {
  code: 'user-gone',
  detail: 'The user is not there any more, so there is nothing that could be put back.',
};
const NOT_RESTORABLE: EntryFault = {
  code: 'not-restorable',
  detail: 'The user is no longer among the deleted: gone for good. Create the user anew.',
};
const NAME_TAKEN: EntryFault = {
  code: 'name-taken',
  detail:
    'The user name is somebody else’s now. Restore the user from the deleted users under another name.',
};
const LOCATION_STAYS: EntryFault = {
  code: 'usage-location-stays',
  detail: 'The usage location that was set stays: there was none before.',
};

const changedSince = (...fields: readonly string[]): EntryFault => ({
  code: 'changed-since',
  facts: { fields: fields.join(' ') },
  detail: `Somebody has changed the user since (${fields.join(', ')}), so this is left as it is. Change it by hand if it must go.`,
});

const FIELDS = [
  'userName',
  'displayName',
  'givenName',
  'surname',
  'usageLocation',
  'enabled',
] as const satisfies readonly (keyof UserChanges)[];

const sameLicences = (one: readonly DirectLicence[], other: readonly DirectLicence[]): boolean =>
  one.length === other.length && one.every((licence) => hasLicence(other, licence));

/** Who was made or restored is deleted again, unless changed since. */
function undoComing({ outcome }: Entry, userId: PersonId, now: UserNow): Undone {
  if (now.stands !== 'alive') return NOTHING;
  const after = outcome?.after ?? null;
  if (after === null) return cannot(UNKNOWN);
  const changed: string[] = FIELDS.filter((field) => after[field] !== now.user[field]);
  if (!sameLicences(after.licences, now.user.licences)) changed.push('licences');
  if (changed.length > 0) return cannot(changedSince(...changed));
  return will({ kind: 'delete', userId });
}

function undoDeletion({ before }: Entry, userId: PersonId, now: UserNow): Undone {
  if (now.stands === 'alive') return NOTHING;
  if (now.stands === 'gone') return cannot(NOT_RESTORABLE);
  if (now.nameTaken) return cannot(NAME_TAKEN);
  return will({ kind: 'restore', userId, userName: null, licences: before?.licences ?? null });
}

/** Each field by itself gets its old value back, where it still has the one that was given. */
function undoEdit(
  { before, outcome }: Entry,
  { userId, changes }: Extract<Act, { kind: 'edit' }>,
  now: UserNow,
): Undone {
  if (now.stands !== 'alive' || before === null) return cannot(GONE);
  const left: string[] = [];
  const back: Partial<Record<(typeof FIELDS)[number], UserChanges[keyof UserChanges]>> = {};
  for (const field of FIELDS) {
    if (changes[field] === undefined || now.user[field] === before[field]) continue;
    const given = outcome?.after?.[field] ?? changes[field];
    if (now.user[field] === given) back[field] = before[field];
    else left.push(field);
  }
  const reasons = left.length === 0 ? [] : [changedSince(...left)];
  if (Object.keys(back).length > 0)
    return will({ kind: 'edit', userId, changes: back as UserChanges }, reasons);
  return reasons.length > 0 ? cannot(...reasons) : NOTHING;
}

/** Each product by itself comes back or goes again, where it still is as it was left. */
function undoLicences(
  { before, outcome, state }: Entry,
  act: Extract<Act, { kind: 'licences' }>,
  now: UserNow,
): Undone {
  if (now.stands !== 'alive' || before === null) return cannot(GONE);
  const held = now.user.licences;
  const add: DirectLicence[] = [];
  const remove: string[] = [];
  const reasons: EntryFault[] = [];
  const of = (some: readonly DirectLicence[], skuId: string) =>
    some.find((licence) => licence.skuId === skuId);
  const applied = state !== 'partly' ? act : { add: [], remove: [] };
  for (const licence of applied.add) {
    const { skuId } = licence;
    const was = of(before.licences, skuId);
    const isNow = of(held, skuId);
    if (isNow === undefined || (was !== undefined && hasLicence([isNow], was))) continue;
    if (!hasLicence([isNow], licence)) reasons.push({ ...changedSince('servicePlans'), skuId });
    else if (was === undefined) remove.push(skuId);
    else add.push(was);
  }
  for (const skuId of applied.remove) {
    const was = of(before.licences, skuId);
    if (was !== undefined && of(held, skuId) === undefined) add.push(was);
  }
  const located = act.usageLocation !== null && before.usageLocation === null;
  if (located && outcome?.after?.usageLocation != null) reasons.push(LOCATION_STAYS);
  if (add.length + remove.length > 0)
    return will(
      { kind: 'licences', userId: act.userId, add, remove, usageLocation: null },
      reasons,
    );
  return reasons.length > 0 ? cannot(...reasons) : NOTHING;
}
