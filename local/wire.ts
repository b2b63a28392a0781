import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request to a stood-in host, as that host would see it. */
export interface Call {
  readonly method: string;
  /** The production URL, for example https://graph.microsoft.com/v1.0/users. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** JSON and forms parsed, other text as it came, `undefined` without a body. */
  readonly body: unknown;
}

/** What a stood-in host answers: an object goes out as JSON, a text as it is. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What goes wrong on the way back, see faults.ts. */
  readonly mishap?: Mishap;
}

/** A failure of the connection rather than of the host. */
export interface Mishap {
  /** Breaks the connection instead of answering. */
  readonly reset?: boolean;
  /** Waits this long (system clock) before the first byte. */
  readonly delayMs?: number;
  /** Announces the whole body and breaks the connection after this many bytes. */
  readonly truncateAtBytes?: number;
  /** Sends the body in ten pieces over this long (system clock). */
  readonly slowBodyMs?: number;
}

/** A stood-in host. */
export type Host = (call: Call) => Answer | Promise<Answer>;

/** A body larger than this is refused with 413. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * Lets `host` answer Node's own request and response.
 * `pathAndQuery` is the request's target without the host segment.
 */
export async function answerRequest(
  hostName: string,
  pathAndQuery: string,
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const raw = await readBody(request);
  if (raw === undefined) {
    await send({ status: 413, body: 'Request body too large.' }, response);
    return;
  }
  const parsed = parseBody(raw, request.headers['content-type'] ?? '');
  if (!parsed.ok) {
    await send({ status: 400, body: 'The request body is not valid JSON.' }, response);
    return;
  }
  const call: Call = {
    method: request.method ?? 'GET',
    url: new URL(`https://${hostName}${pathAndQuery}`),
    headers: request.headers,
    body: parsed.body,
  };
  await send(await host(call), response);
}

async function send(answer: Answer, response: ServerResponse): Promise<void> {
  const mishap = answer.mishap ?? {};
  if (mishap.delayMs !== undefined) await sleep(mishap.delayMs);
  if (mishap.reset) {
    response.socket?.resetAndDestroy();
    return;
  }
  const { type, bytes } = encode(answer.body);
  response.statusCode = answer.status;
  if (type !== undefined) response.setHeader('Content-Type', type);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.status !== 204) response.setHeader('Content-Length', bytes.length);
  if (mishap.truncateAtBytes !== undefined) {
    response.write(bytes.subarray(0, mishap.truncateAtBytes), () => response.socket?.destroy());
  } else if (mishap.slowBodyMs !== undefined) {
    await trickle(bytes, mishap.slowBodyMs, response);
  } else {
    response.end(bytes);
  }
}

async function trickle(bytes: Buffer, overMs: number, response: ServerResponse): Promise<void> {
  const pieces = 10;
  const pieceBytes = Math.ceil(bytes.length / pieces);
  for (let piece = 0; piece < pieces && !response.destroyed; piece += 1) {
    response.write(bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes));
    await sleep(overMs / pieces);
  }
  response.end();
}

function encode(body: unknown): { type: string | undefined; bytes: Buffer } {
  if (body === undefined) return { type: undefined, bytes: Buffer.alloc(0) };
  if (typeof body === 'string') {
    return { type: 'text/plain; charset=utf-8', bytes: Buffer.from(body) };
  }
  return { type: 'application/json; charset=utf-8', bytes: Buffer.from(JSON.stringify(body)) };
}

/** The whole body as text, `undefined` where it is too large; it is read to its end even then. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return '';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parseBody(raw: string, contentType: string): { ok: true; body: unknown } | { ok: false } {
  if (raw === '') return { ok: true, body: undefined };
  if (contentType.includes('application/x-www-form-urlencoded')) {
    return { ok: true, body: Object.fromEntries(new URLSearchParams(raw)) };
  }
  if (!contentType.includes('json')) return { ok: true, body: raw };
  try {
    return { ok: true, body: JSON.parse(raw) as unknown };
  } catch {
    return { ok: false };
  }
}
