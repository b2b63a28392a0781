import type { z } from 'zod';
import { refusalCode } from '../../api/customers/contract/words.ts';
import { ApiError, codeOf } from '../api-error.ts';
import type { RefusalTold } from './answers.ts';
import type customerActs from '../locales/en/customerActs.json';

type Code = z.infer<typeof refusalCode>;
/** The keys of words for a refusal as such: every known code has some. */
type Plain = keyof (typeof customerActs)['refusal'];
/** The keys of words that name what a refusal speaks of. */
type WithFacts = keyof (typeof customerActs)['refusalOf'];

/** What words that name things need; where a refusal does not have all of it, it is told without. */
export const FACTS: Readonly<Record<WithFacts, readonly string[]>> = {
  'property-not-valid': ['property'],
  'no-licence-left': ['product'],
  'plans-exclusive': ['plans'],
  'plan-depends-on-another': ['plan', 'needs'],
  'plan-not-in-location': ['plan', 'location'],
  'licence-unknown': ['product'],
  'domain-not-verified': ['domain', 'domains'],
  'customer-role-missing': ['roles'],
  'user-name-malformed': ['domain'],
  'user-name-characters': ['characters'],
  'user-name-too-long': ['length', 'lengthMax'],
  'user-name-twice': ['line'],
  'cells-count': ['cells'],
  'too-long': ['length', 'lengthMax'],
  'usage-location-unknown': ['location'],
  'plan-unknown': ['product'],
  'product-for-company': ['product'],
  'product-not-active': ['product'],
  'managed-by-publisher': ['product', 'publisher'],
  'changed-since': ['fields'],
  'column-unknown': ['column'],
  'column-twice': ['column'],
  'column-missing': ['column'],
  'not-utf8': ['line'],
  'line-too-long': ['line'],
};

const isKnown = (code: string): code is Code => refusalCode.options.some((known) => known === code);
const namesThings = (code: string): code is WithFacts => Object.hasOwn(FACTS, code);

/** The key of the words for a refusal; one that is not known is told as the server tells it. */
export function refusalKeyOf({
  code,
  facts = {},
}: Pick<RefusalTold, 'code' | 'facts'>): `refusal.${Plain}` | `refusalOf.${WithFacts}` {
  if (namesThings(code) && FACTS[code].every((fact) => facts[fact] !== undefined))
    return `refusalOf.${code}`;
  return `refusal.${isKnown(code) ? code : 'other'}`;
}

/** Where a fault is: the field of a form, or the column or line of a file. */
function placeIn(path: string): { readonly field: string; readonly facts?: Facts } {
  const [field = '', place = ''] = path.replace(/^\/(body|query)?\/?/, '').split('/');
  if (field === 'columns' && place !== '') return { field, facts: { column: place } };
  return field === 'lines' ? { field, facts: { line: place } } : { field };
}

type Facts = NonNullable<RefusalTold['facts']>;

/** Every fault that an answer names, as a refusal. */
export const faultsOf = (error: unknown): readonly (RefusalTold & { readonly field: string })[] =>
  error instanceof ApiError
    ? error.errors.map(({ path, code, message }) => ({ ...placeIn(path), code, detail: message }))
    : [];

/** The refusals of fields by their names: what to show beside each; the first of several. */
export function fieldRefusals(error: unknown): Readonly<Record<string, RefusalTold>> {
  const told: Record<string, RefusalTold> = {};
  for (const { field, ...refusal } of faultsOf(error)) told[field] ??= refusal;
  if (codeOf(error) === 'user-name-taken') told['userName'] = { code: 'name-taken', detail: '' };
  return told;
}

/** Why the directory refused an act that was waited for; null where the error is another one. */
export function actRefusalOf(error: unknown): RefusalTold | null {
  if (!(error instanceof ApiError) || error.code !== 'customer-act-refused') return null;
  const { reason, facts } = error.facts;
  return {
    code: typeof reason === 'string' ? reason : '',
    detail: error.detail,
    facts: isFacts(facts) ? facts : {},
  };
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((fact) => typeof fact === 'string' || typeof fact === 'number');
