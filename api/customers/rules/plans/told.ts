import type { ActKind } from './acts.ts';
import type { Entry } from './entry.ts';

/** One row of a result file. */
export type ResultRow = readonly (string | number | null)[];

/** The columns of the result file of a plan that was made from no file. */
export const RESULT_COLUMNS = [
  'No',
  'Act',
  'User id',
  'User name',
  'Outcome',
  'Code',
  'Message',
] as const;

/** What is told of an entry in the result file. */
export const resultRowOf = (entry: Entry): ResultRow => {
  const faults = entry.outcome?.faults ?? [];
  return [
    entry.no,
    entry.act?.kind ?? '',
    entry.userId,
    entry.userName,
    entry.state,
    [...new Set(faults.map(({ code }) => code))].join(' '),
    faults.map(({ detail }) => detail).join(' '),
  ];
};

const DONE: Readonly<Record<ActKind, string>> = {
  create: 'Created',
  edit: 'Changed',
  licences: 'Licences changed',
  password: 'Password set',
  delete: 'Deleted',
  restore: 'Restored',
};

/** What the column Status update says of an entry: what was done, and every fault by its column. */
export function statusOf({ act, state, outcome }: Entry): string {
  const faults = (outcome?.faults ?? []).map(({ column, detail }) =>
    column === undefined ? detail : `${column}: ${detail}`,
  );
  const done = act === null ? '' : DONE[act.kind];
  switch (state) {
    case 'done':
      return done;
    case 'partly':
      return [`${done}, but not wholly:`, ...faults].join(' ');
    case 'refused':
      return ['Not done:', ...faults].join(' ');
    case 'unknown':
      return ['Not known whether it was done:', ...faults].join(' ');
    case 'planned':
    case 'begun':
    case 'skipped':
      return 'Not tried.';
  }
}
