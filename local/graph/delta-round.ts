import type { ChangeLog, LogEntry } from '../tenants/change-log.ts';
import type { Answer } from '../wire.ts';
import { GRAPH_BASE } from './address.ts';
import type { GraphRequest } from './context.ts';
import {
  decodeToken,
  DELTA_TOKEN_LIFE_MS,
  encodeToken,
  expiredPageToken,
  syncStateGone,
  type DeltaToken,
} from './delta-token.ts';
import { badRequest, GraphRefusal, unsupportedQuery } from './errors.ts';
import { idsInFilter } from './filter.ts';
import type { Query } from './query.ts';

/** One page: its rows, and where the next one begins unless this was the last. */
export interface DeltaPage {
  readonly rows: readonly Record<string, unknown>[];
  readonly next: readonly number[] | undefined;
}

/** What is different between the delta of users and that of groups. */
export interface RoundPlan {
  readonly resource: 'users' | 'groups';
  readonly log: ChangeLog<LogEntry>;
  /** How many objects a first pass goes through that begins now. */
  readonly total: () => number;
  /** Refuses a first request that cannot be answered. */
  readonly check: (query: Query) => void;
  readonly page: (token: DeltaToken, size: number) => DeltaPage;
}

/** Graph never gives more rows of users in a page of delta. */
const MOST_ROWS = 200;

/** A reach back repeats up to so many changes. */
const MOST_REPEATED = 20;

/** The size of the page to be answered: Graph's own, less where the client or the temper wants it. */
export function pageSizeOf(request: GraphRequest): number {
  const { temper, chance } = request.tenant.mood();
  const { least, most } = temper.pageSize;
  const drawn = least === most ? most : least + Math.floor(chance() * (most - least + 1));
  const [, wanted] =
    /\bodata\.maxpagesize=(\d+)/.exec(String(request.call.headers['prefer'])) ?? [];
  return Math.max(1, Math.min(MOST_ROWS, drawn, wanted === undefined ? MOST_ROWS : Number(wanted)));
}

/** Answers one request of a delta round: first pass, next page, or changes since a deltaLink. */
export function answerRound(request: GraphRequest, plan: RoundPlan, size: number): Answer {
  const { query, tenant } = request;
  if (query.skipToken !== undefined && query.deltaToken !== undefined) {
    throw badRequest("Both skiptoken and deltatoken can't be in the same request.");
  }
  meetTrouble(request, plan);
  const token = openToken(request, plan);
  if (query.deltaToken === 'latest') {
    return answer(request, plan, token, { rows: [], next: undefined });
  }
  const { temper, chance } = tenant.mood();
  if (temper.emptyPages > 0 && chance() < temper.emptyPages) {
    return answer(request, plan, token, { rows: [], next: token.position });
  }
  return answer(request, plan, token, plan.page(token, size));
}

/** What goes wrong by the tenant's temper before anything is read. */
function meetTrouble({ tenant, query }: GraphRequest, plan: RoundPlan): void {
  const { temper, chance } = tenant.mood();
  const happens = (share: number): boolean => share > 0 && chance() < share;
  if (happens(temper.throttled)) {
    const retryAfter = [{ 'Retry-After': '0' }, { 'Retry-After': new Date().toUTCString() }, {}];
    const headers = retryAfter[Math.floor(chance() * retryAfter.length)] ?? {};
    throw new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', { headers });
  }
  if (happens(temper.unavailable)) {
    const late = chance() < 0.5;
    throw new GraphRefusal(
      late ? 504 : 503,
      late ? 'GatewayTimeout' : 'ServiceUnavailable',
      'Please try again.',
    );
  }
  const token = query.skipToken ?? query.deltaToken;
  if (token !== undefined && happens(temper.resets)) {
    tenant.perform({ act: 'resetDelta' });
    throw syncStateGone(plan.resource);
  }
  if (query.skipToken !== undefined && happens(temper.expiredPageTokens)) throw expiredPageToken();
}

/** The token of the request, or the one with which a new round begins. */
function openToken(request: GraphRequest, plan: RoundPlan): DeltaToken {
  const { query, tenant, world, clock } = request;
  if (query.skipToken !== undefined) return knownToken(request, plan, query.skipToken, 'skip');
  const seen = plan.log.newestSeen(tenant.settings().lag.deltaMs ?? 0, clock.now());
  if (query.deltaToken !== undefined && query.deltaToken !== '' && query.deltaToken !== 'latest') {
    const token = knownToken(request, plan, query.deltaToken, 'delta');
    return {
      ...token,
      kind: 'skip',
      pass: 'changes',
      upTo: Math.max(seen, token.from),
      position: [],
      issuedAt: clock.now(),
    };
  }
  refuseUnsupported(query);
  plan.check(query);
  return {
    world: world.id,
    tenantId: tenant.id,
    epoch: tenant.deltaEpoch(),
    resource: plan.resource,
    kind: 'skip',
    pass: 'full',
    from: 0,
    upTo: seen,
    position: [0, plan.total()],
    select: query.select ?? null,
    ids: query.filter === undefined ? null : idsInFilter(query.filter),
    expand: query.expand ?? null,
    issuedAt: clock.now(),
  };
}

function knownToken(
  { tenant, world, clock }: GraphRequest,
  plan: RoundPlan,
  text: string,
  kind: DeltaToken['kind'],
): DeltaToken {
  const token = decodeToken(text);
  if (token.tenantId !== tenant.id || token.resource !== plan.resource || token.kind !== kind) {
    throw badRequest('Badly formed token.');
  }
  const known = token.world === world.id && token.epoch === tenant.deltaEpoch();
  const fresh = clock.now() - token.issuedAt <= DELTA_TOKEN_LIFE_MS;
  if (!known || (!fresh && kind === 'delta')) throw syncStateGone(plan.resource);
  if (!fresh) throw expiredPageToken();
  return token;
}

function refuseUnsupported(query: Query): void {
  const refused = [
    ['$top', query.top],
    ['$orderby', query.orderBy],
    ['$search', query.search],
    ['$count', query.count || undefined],
  ].find(([, value]) => value !== undefined);
  if (refused) {
    throw unsupportedQuery(
      `The query parameter '${refused[0]}' is not supported in a delta query.`,
    );
  }
}

function answer(
  request: GraphRequest,
  plan: RoundPlan,
  token: DeltaToken,
  page: DeltaPage,
): Answer {
  const base = `${GRAPH_BASE}/${plan.resource}/delta`;
  const selected = token.select === null ? '' : `(${token.select.join(',')})`;
  const link = page.next
    ? { '@odata.nextLink': `${base}?$skiptoken=${encodeToken({ ...token, position: page.next })}` }
    : { '@odata.deltaLink': `${base}?$deltatoken=${encodeToken(deltaTokenAfter(request, token))}` };
  return {
    status: 200,
    body: {
      '@odata.context': `${GRAPH_BASE}/$metadata#${plan.resource}${selected}`,
      ...link,
      value: page.rows,
    },
  };
}

/** The token of the deltaLink at a round's end: the watermark of the round's start, or a reach back from it. */
function deltaTokenAfter({ tenant, clock }: GraphRequest, token: DeltaToken): DeltaToken {
  const { temper, chance } = tenant.mood();
  const back =
    temper.replays > 0 && chance() < temper.replays ? Math.floor(chance() * MOST_REPEATED) : 0;
  return {
    ...token,
    kind: 'delta',
    pass: 'changes',
    from: Math.max(0, token.upTo - back),
    position: [],
    issuedAt: clock.now(),
  };
}
