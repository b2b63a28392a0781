import { setTimeout as sleep } from 'node:timers/promises';
import { createChance, shuffle } from '../chance.ts';
import type { Answer, Call, Host } from '../wire.ts';
import { badRequest, GraphRefusal } from './errors.ts';
import { concurrencyViolation } from './one-at-a-time.ts';

/** Graph takes at most so many requests in one batch. */
const MOST_REQUESTS = 20;

interface InnerRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

interface InnerResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Answers a JSON batch: 200 outside, each request's own status inside, in any order. `answerInner` answers the single
 * requests.
 * @throws GraphRefusal 400 for a batch that Graph would not open.
 */
export async function answerBatch(call: Call, answerInner: Host): Promise<Answer> {
  const requests = innerRequests(call.body);
  const racing = racingWrites(requests);
  const done = new Map<string, InnerResponse>();
  for (const request of requests) {
    const response = racing.has(request.id)
      ? refusedAs(request.id, concurrencyViolation())
      : await answerOne(request, call, done, answerInner);
    done.set(request.id, response);
  }
  const responses = [...done.values()];
  shuffle(responses, createChance(responses.length));
  return { status: 200, body: { responses } };
}

/** The object that a request of a batch writes to. */
const WRITTEN = /^\/?(?:users|directory\/deletedItems)\/([^/?]+)(?:\/(?:assignLicense|restore))?$/i;

/**
 * The requests that write to an object which another one before them writes to, without waiting for it: Graph runs
 * them at the same time.
 */
function racingWrites(requests: readonly InnerRequest[]): ReadonlySet<string> {
  const awaited = new Map<string, ReadonlySet<string>>();
  const writers = new Map<string, string[]>();
  const racing = new Set<string>();
  for (const { id, method, url, dependsOn } of requests) {
    const before = new Set(dependsOn.flatMap((other) => [other, ...(awaited.get(other) ?? [])]));
    awaited.set(id, before);
    const target = method.toUpperCase() === 'GET' ? undefined : WRITTEN.exec(url)?.[1];
    if (target === undefined) continue;
    const others = writers.get(target.toLowerCase()) ?? [];
    if (others.some((other) => !before.has(other))) racing.add(id);
    writers.set(target.toLowerCase(), [...others, id]);
  }
  return racing;
}

async function answerOne(
  request: InnerRequest,
  outer: Call,
  done: ReadonlyMap<string, InnerResponse>,
  answerInner: Host,
): Promise<InnerResponse> {
  const failed = request.dependsOn.some((id) => (done.get(id)?.status ?? 500) >= 400);
  if (failed) {
    return refused(
      request.id,
      424,
      'FailedDependency',
      'A request that this one depends on has failed.',
    );
  }
  if (/^\/?(v1\.0|beta)\//i.test(request.url) || /^https?:/i.test(request.url)) {
    const segment = request.url.split('/').find((part) => part !== '') ?? '';
    return refused(
      request.id,
      400,
      'BadRequest',
      `Resource not found for the segment '${segment}'.`,
    );
  }
  const path = request.url.startsWith('/') ? request.url : `/${request.url}`;
  const answer = await answerInner({
    method: request.method.toUpperCase(),
    url: new URL(`https://${outer.url.host}/v1.0${path}`),
    headers: { authorization: outer.headers.authorization, ...lowerCased(request.headers) },
    body: request.body,
  });
  const { reset, delayMs = 0 } = answer.mishap ?? {};
  if (delayMs > 0) await sleep(delayMs);
  if (reset) {
    return refused(request.id, 503, 'ServiceUnavailable', 'Please try again.');
  }
  return {
    id: request.id,
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(answer.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(answer.body === undefined ? {} : { body: answer.body }),
  };
}

function innerRequests(body: unknown): InnerRequest[] {
  const requests = isRecord(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests) || requests.length === 0) {
    throw new GraphRefusal(400, 'BadRequest', 'Invalid batch payload format.');
  }
  if (requests.length > MOST_REQUESTS) {
    throw new GraphRefusal(
      400,
      'BadRequest',
      `Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`,
    );
  }
  const read = requests.map(innerRequest);
  if (new Set(read.map(({ id }) => id)).size < read.length) {
    throw badRequest('Each request of a batch needs an id of its own.');
  }
  return read;
}

function innerRequest(request: unknown): InnerRequest {
  if (!isRecord(request)) {
    throw new GraphRefusal(400, 'BadRequest', 'Invalid batch payload format.');
  }
  const { id, method, url, headers, body, dependsOn } = request;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw new GraphRefusal(400, 'BadRequest', 'Each request of a batch needs id, method and url.');
  }
  return {
    id,
    method,
    url,
    headers: isRecord(headers)
      ? Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
      : {},
    body,
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

function refused(id: string, status: number, code: string, message: string): InnerResponse {
  return {
    id,
    status,
    headers: { 'Content-Type': 'application/json' },
    body: { error: { code, message } },
  };
}

const refusedAs = (id: string, { status, code, message }: GraphRefusal): InnerResponse =>
  refused(id, status, code, message);

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
