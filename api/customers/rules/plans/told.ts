import { roleNameOf } from '../roles.ts';
import type { ActKind } from './acts.ts';
import type { Entry, EntryFault, EntryState } from './entry.ts';
import { rolesOf } from './role-outcomes.ts';

/** One row of a result file. */
export type ResultRow = readonly (string | number | null)[];

/** The columns of the result file of a plan that was made from no file. */
export const RESULT_COLUMNS = [
  'No',
  'Act',
  'User id',
  'User name',
  'Roles',
  'Outcome',
  'Code',
  'Message',
] as const;

const STOPPED: EntryFault = {
  code: 'stopped-under-way',
  detail:
    'The work ended while this was under way, so it may have been done. Have the work continued, which looks first, or look at the user.',
};

/**
 * An entry as it is told. Once the plan's job has ended, what was planned is not tried any more, and of what was begun
 * nobody knows what became; both stand as they are, so that the job can be continued.
 */
export function asTold(entry: Entry, isOpen: boolean): Entry {
  if (isOpen) return entry;
  if (entry.state === 'planned') return { ...entry, state: 'skipped' };
  if (entry.state !== 'begun') return entry;
  const faults = [...(entry.outcome?.faults ?? []), STOPPED];
  return { ...entry, state: 'unknown', outcome: { faults, after: null, alreadyThere: false } };
}

/** In which states entries are that are told to be in this one, in the order in which they are listed. */
export function statesToldAs(state: EntryState, isOpen: boolean): readonly EntryState[] {
  if (isOpen) return [state];
  switch (state) {
    case 'planned':
    case 'begun':
      return [];
    case 'skipped':
      return ['skipped', 'planned'];
    case 'unknown':
      return ['unknown', 'begun'];
    default:
      return [state];
  }
}

/** What the result file tells of an entry: a row of a file comes back as it was, with its last column filled in. */
export const resultRowOf = (entry: Entry): ResultRow =>
  entry.row === null ? ownRowOf(entry) : [...entry.row, statusOf(entry)];

function ownRowOf(entry: Entry): ResultRow {
  const faults = entry.outcome?.faults ?? [];
  return [
    entry.no,
    entry.act?.kind ?? '',
    entry.userId,
    entry.userName,
    rolesGiven(entry).join('; '),
    entry.state,
    [...new Set(faults.map(({ code }) => code))].join(' '),
    faults.map(({ detail }) => detail).join(' '),
  ];
}

const rolesGiven = (entry: Entry): string[] =>
  rolesOf(entry)
    .filter(({ outcome }) => outcome === 'given')
    .map(({ roleId }) => roleNameOf(roleId));

const DONE: Readonly<Record<ActKind, string>> = {
  create: 'Created',
  edit: 'Changed',
  licences: 'Licences changed',
  password: 'Password set',
  delete: 'Deleted',
  restore: 'Restored',
};

/** What the column Status update says of an entry: what was done, roles by their names, and every fault by its column. */
function statusOf(entry: Entry): string {
  const { act, state, outcome } = entry;
  const faults = (outcome?.faults ?? []).map(({ column, detail }) =>
    column === undefined ? detail : `${column}: ${detail}`,
  );
  const roles = rolesGiven(entry);
  const given = roles.length === 0 ? '' : ` with the role ${roles.join(' and ')}`;
  const done = act === null ? '' : `${DONE[act.kind]}${given}`;
  switch (state) {
    case 'done':
      return done;
    case 'partly':
      return [`${done}, but not wholly:`, ...faults].join(' ');
    case 'refused':
      return ['Not done:', ...faults].join(' ');
    case 'unknown':
      return ['Not known whether it was done:', ...faults].join(' ');
    case 'begun':
      return 'Under way.';
    case 'planned':
    case 'skipped':
      return 'Not tried.';
  }
}
