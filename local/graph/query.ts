import { unsupportedQuery } from './errors.ts';

/** The OData options of a request. Names are taken with or without `$`, in any case of letters. */
export interface Query {
  /** Property names as written, `undefined` where nothing was selected. */
  readonly select: readonly string[] | undefined;
  readonly expand: string | undefined;
  readonly top: number | undefined;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly orderBy: string | undefined;
  readonly count: boolean;
  readonly skipToken: string | undefined;
  /** Empty text where `$deltatoken=` stands without a value. */
  readonly deltaToken: string | undefined;
}

const OPTIONS = [
  'select',
  'expand',
  'top',
  'filter',
  'search',
  'orderby',
  'count',
  'skiptoken',
  'deltatoken',
];

/** @throws GraphRefusal 400 for an option that is not known, or a $top that is no positive number. */
export function parseQuery(url: URL): Query {
  const options = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const bare = name.replace(/^\$/, '').toLowerCase();
    if (OPTIONS.includes(bare)) options.set(bare, value);
    else if (name.startsWith('$')) {
      throw unsupportedQuery(`The query parameter '${name}' is not supported.`);
    }
  }
  const top = options.get('top');
  if (top !== undefined && !/^[1-9]\d{0,5}$/.test(top)) {
    throw unsupportedQuery(
      `Invalid value '${top}' for $top query option found. The $top query option requires a positive integer value.`,
    );
  }
  return {
    select: options
      .get('select')
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    expand: options.get('expand'),
    top: top === undefined ? undefined : Number(top),
    filter: options.get('filter'),
    search: options.get('search'),
    orderBy: options.get('orderby'),
    count: options.get('count')?.toLowerCase() === 'true',
    skipToken: options.get('skiptoken'),
    deltaToken: options.get('deltatoken'),
  };
}
