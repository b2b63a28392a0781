import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest } from './context.ts';
import { badRequest, unsupportedQuery } from './errors.ts';
import type { Placed } from './placed.ts';

/** What is different between Graph's lists. */
export interface ListPlan<Item> {
  /** What `@odata.context` ends in, for example "users". */
  readonly context: string;
  /** The items after a place, in ascending order of places; -1 is before all. */
  readonly after: (place: number) => Iterable<Placed<Item>>;
  readonly fits: (item: Item) => boolean;
  readonly show: (item: Item) => Record<string, unknown>;
  /** How many there are in all, where that is known without going through them. */
  readonly total: number | undefined;
}

const DEFAULT_TOP = 100;
const MOST_TOP = 999;

/** A page goes through no more items than this; a rare match then comes on a later, shorter page. */
const MOST_LOOKED_AT = 100_000;

/** One page of a list with its nextLink, and `@odata.count` where it was asked for in the right way. */
export function listAnswer<Item>(request: GraphRequest, plan: ListPlan<Item>): Answer {
  const { query } = request;
  const top = topOf(query.top);
  const rows: Record<string, unknown>[] = [];
  let looked = 0;
  let last: number | undefined;
  let more = false;
  for (const { place, item } of plan.after(placeIn(query.skipToken))) {
    more = rows.length === top || looked === MOST_LOOKED_AT;
    if (more) break;
    looked += 1;
    last = place;
    if (plan.fits(item)) rows.push(plan.show(item));
  }
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#${plan.context}`,
      ...(query.count && isEventual(request)
        ? { '@odata.count': plan.total ?? countAll(plan) }
        : {}),
      ...(more && last !== undefined ? { '@odata.nextLink': nextLink(request, last) } : {}),
      value: rows,
    },
  };
}

/** Whether the client takes a copy that lags, which advanced queries need. */
export function isEventual({ call }: GraphRequest): boolean {
  return String(call.headers['consistencylevel']).toLowerCase() === 'eventual';
}

/** @throws GraphRefusal 400 where an advanced filter comes without ConsistencyLevel and $count. */
export function refusePlainAdvanced(request: GraphRequest, advanced: boolean): void {
  if (advanced && !(isEventual(request) && request.query.count)) {
    throw unsupportedQuery(
      "The specified filter needs an advanced query: send the header 'ConsistencyLevel: eventual' and the query parameter '$count=true'.",
    );
  }
}

/** @throws GraphRefusal 400 where $search comes without ConsistencyLevel. */
export function refusePlainSearch(request: GraphRequest): void {
  if (!isEventual(request)) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
}

/** Everything that fits, counted. */
export function countAll<Item>({ after, fits }: Pick<ListPlan<Item>, 'after' | 'fits'>): number {
  let count = 0;
  for (const { item } of after(-1)) if (fits(item)) count += 1;
  return count;
}

function topOf(top = DEFAULT_TOP): number {
  if (top > MOST_TOP) {
    throw unsupportedQuery(
      `Invalid page size specified: '${top}'. Must be between 1 and ${MOST_TOP} inclusive.`,
    );
  }
  return top;
}

function placeIn(skipToken: string | undefined): number {
  if (skipToken === undefined) return -1;
  const place = Number(Buffer.from(skipToken, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(place)) throw badRequest('Badly formed token.');
  return place;
}

function nextLink({ call }: GraphRequest, last: number): string {
  const url = new URL(call.url);
  url.searchParams.delete('$skiptoken');
  const options = url.searchParams.toString().replaceAll('%24', '$').replaceAll('%2C', ',');
  const token = Buffer.from(String(last)).toString('base64url');
  return `${url.origin}${url.pathname}?${options === '' ? '' : `${options}&`}$skiptoken=${token}`;
}
