import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../kernel/errors.ts';

/** The largest JSON body: 1,000 rows of what any act takes, several times over. */
const JSON_BODY_BYTES_MAX = 1024 * 1024;

const parseJson = express.json({ limit: JSON_BODY_BYTES_MAX, type: () => true, strict: false });

/** Lets a request pass through a handler of Express. */
export async function through(
  handler: RequestHandler,
  request: Request,
  response: Response,
): Promise<void> {
  const refusal = await new Promise<unknown>((resolve, reject) => {
    // A handler that is async tells of its failure by rejecting.
    Promise.resolve(handler(request, response, resolve)).catch(reject);
  });
  if (refusal instanceof Error) throw refusal;
}

function mustBe(request: Request, contentType: string): void {
  const given = request.headers['content-type'];
  if (given?.split(';')[0]?.trim().toLowerCase() === contentType) return;
  throw new AppError(
    'unsupported-media-type',
    `The body must come with the header Content-Type: ${contentType}.`,
  );
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * The JSON body of a request; undefined where it has none.
 * @throws AppError `unsupported-media-type`; and what `problem.ts` makes of Express's own refusals of broken bodies
 */
export async function jsonBody(request: Request, response: Response): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  mustBe(request, 'application/json');
  await through(parseJson, request, response);
  return request.body as unknown;
}

/** A body that is read as it comes. */
export interface Upload {
  readonly content: Readable;
  /** The hash of all of it, once it was read to its end; else null. */
  readonly hashSoFar: () => string | null;
  /** Reads what nobody has read and gives the hash. */
  readonly hash: () => Promise<string>;
}

/**
 * The body of a request as a stream that hashes what passes through it, and rejects with `upload-incomplete` where the
 * sender breaks off.
 */
export function uploadOf(request: Request, contentType: string): Upload {
  mustBe(request, contentType);
  const digest = createHash('sha256');
  let whole: string | null = null;

  async function* bytes(): AsyncGenerator<Buffer> {
    const brokenOff = (cause?: unknown): AppError =>
      new AppError(
        'upload-incomplete',
        'The upload broke off before its end; nothing of it was kept. Send it again.',
        {},
        { cause },
      );
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        digest.update(chunk);
        yield chunk;
      }
    } catch (cause) {
      throw brokenOff(cause);
    }
    if (!request.complete) throw brokenOff();
    whole = digest.digest('base64');
  }

  const content = Readable.from(bytes(), { objectMode: false });
  return {
    content,
    hashSoFar: () => whole,
    async hash() {
      await finished(content.resume());
      return whole ?? '';
    },
  };
}
