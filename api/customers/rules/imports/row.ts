import type { Fault } from '../fault.ts';
import type { DirectLicence } from '../plans/acts.ts';
import type { Act } from '../plans/acts.ts';
import type { EntryFault } from '../plans/entry.ts';
import { permissionsIn, rolesBy } from '../permissions.ts';
import { givingFault, type Product } from '../products.ts';
import { plansFault } from '../service-plans.ts';
import { asUsageLocation, usageLocationFault } from '../usage-locations.ts';
import { userNameFault } from '../user-names.ts';
import { columnsOf, type Field, type Places, type TemplateMode } from './columns.ts';

/** A row of a file: the cells of the template's columns, trimmed; empty for those that the file leaves out. */
export type Cells = Readonly<Record<Field, string>>;

/** What the rows of one file are held against. */
export interface RowRules {
  readonly mode: TemplateMode;
  /** The customer's verified domains. */
  readonly domains: readonly string[];
  /** The customer's products by part number in capital letters. */
  readonly products: ReadonlyMap<string, Product>;
  /** The usage location of rows that name none; null: none. */
  readonly location: string | null;
}

/** A row as it was judged. */
export type JudgedRow =
  | { readonly act: Extract<Act, { kind: 'create' }>; readonly faults: readonly [] }
  | { readonly act: null; readonly faults: readonly EntryFault[] };

const FIELDS: readonly Field[] = columnsOf('headcount').map(({ field }) => field);

/** The cells of a row by their columns; null for a row without anything in it. */
export function cellsIn(row: readonly string[], places: Places): Cells | null {
  if (row.every((cell) => cell === '')) return null;
  const at = (field: Field): string => {
    const place = places[field];
    return place === undefined ? '' : (row[place] ?? '');
  };
  return Object.fromEntries(FIELDS.map((field) => [field, at(field)])) as Record<Field, string>;
}

/** The cells of a row in the order of the template, without the column Status update: that one is ours to fill. */
export const echoOf = (cells: Cells, mode: TemplateMode): readonly string[] =>
  columnsOf(mode)
    .filter(({ field }) => field !== 'status')
    .map(({ field }) => cells[field]);

/** What a row asks for, or everything that is wrong with it by itself, each fault with its column. */
export function judge(cells: Cells, rules: RowRules): JudgedRow {
  const titles = new Map(columnsOf(rules.mode).map(({ field, title }) => [field, title]));
  const faults: EntryFault[] = [];
  const blame = (field: Field, fault: Fault | null): void => {
    const column = titles.get(field);
    if (fault !== null) faults.push({ ...fault, ...(column === undefined ? {} : { column }) });
  };
  for (const { field, lengthMax } of columnsOf(rules.mode))
    if (field !== 'status') blame(field, textFault(field, cells[field], lengthMax));
  blame('displayName', cells.displayName === '' ? EMPTY('Every user needs a display name.') : null);
  blame(
    'userName',
    cells.userName === '' ? EMPTY('Every user needs a name to sign in with.') : null,
  );
  if (cells.userName !== '') blame('userName', userNameFault(cells.userName, rules.domains));
  blame('status', cells.status === '' ? null : STATUS_FILLED);
  const permissions = permissionsIn(cells.permissions);
  if ('code' in permissions) blame('permissions', permissions);
  if (cells.location !== '') blame('location', usageLocationFault(cells.location));
  const location = cells.location === '' ? rules.location : asUsageLocation(cells.location);
  const licences = licencesIn(cells.licences, location, rules, (fault) => blame('licences', fault));
  if (licences.length > 0 && location === null && cells.location === '')
    blame('location', LOCATION_MISSING);
  if (faults.length > 0) return { act: null, faults };
  const user = {
    userName: cells.userName,
    displayName: cells.displayName,
    givenName: cells.firstName === '' ? null : cells.firstName,
    surname: cells.lastName === '' ? null : cells.lastName,
    usageLocation: location,
  };
  const roles = 'code' in permissions ? [] : rolesBy(permissions);
  return {
    act: { kind: 'create', user, licences, ...(roles.length === 0 ? {} : { roles }) },
    faults: [],
  };
}

const EMPTY = (why: string): Fault => ({ code: 'cell-empty', detail: `The cell is empty. ${why}` });

const STATUS_FILLED: Fault = {
  code: 'status-filled',
  detail: 'This column is for the result. Leave it empty.',
};
const LOCATION_MISSING: Fault = {
  code: 'usage-location-missing',
  detail:
    'Without a usage location no licence can be given. Write two letters such as NL, or choose a location for the whole file.',
};

const CONTROL = /\p{Cc}/u;
/** How a spreadsheet knows a formula. */
const FORMULA = /^[=+\-@]/;
const NAMES: readonly Field[] = ['firstName', 'lastName', 'displayName'];

function textFault(field: Field, text: string, lengthMax: number): Fault | null {
  if (CONTROL.test(text)) {
    return {
      code: 'control-character',
      detail: 'The cell holds a line break, a tab or another control character. Take it out.',
    };
  }
  if (NAMES.includes(field) && FORMULA.test(text)) {
    return {
      code: 'formula',
      detail: `The cell begins with ${text.slice(0, 1)} as a formula does. Write the name itself.`,
    };
  }
  if (text.length > lengthMax) {
    return {
      code: 'too-long',
      detail: `The cell has ${text.length} characters; ${lengthMax} are the most. Shorten it.`,
      facts: { length: text.length, lengthMax },
    };
  }
  return null;
}

/** The products that the cell names by their part numbers, separated by semicolons; each once. */
function licencesIn(
  text: string,
  location: string | null,
  { products }: RowRules,
  blame: (fault: Fault) => void,
): readonly DirectLicence[] {
  const named = text.split(';').map((part) => part.trim().toUpperCase());
  const partNumbers = [...new Set(named)].filter((part) => part !== '');
  const found: Product[] = [];
  for (const partNumber of partNumbers) {
    const product = products.get(partNumber);
    const fault = product === undefined ? unknownProduct(partNumber) : givingFault(product);
    if (fault !== null) blame(fault);
    else if (product !== undefined) found.push(product);
  }
  const plans = new Set(found.flatMap((product) => product.plans.map(({ name }) => name)));
  const clash = plansFault(plans, location);
  if (clash !== null) blame(clash);
  return found.map(({ skuId }) => ({ skuId, disabledPlans: [] }));
}

const unknownProduct = (partNumber: string): Fault => ({
  code: 'licence-unknown',
  facts: { product: partNumber.slice(0, 60) },
  detail: `The customer has no product ${partNumber.slice(0, 60)}. Write part numbers as the page Licences shows them, such as ENTERPRISEPACK; separate several by ;`,
});
