import { ApiError } from './api-error.ts';

/** So often a download goes on after it broke off. */
const BREAKS_MAX = 5;
const GOES_ON_AFTER_MS = 500;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The whole of an answer that may break off on its way: where the API can give the rest, it is asked for it, and begins
 * anew where the file is another meanwhile.
 * @param goOn asks the same address with these headers
 * @throws ApiError `network-lost`
 */
export async function wholeFile(
  first: Response,
  goOn: (headers: Readonly<Record<string, string>>) => Promise<Response>,
): Promise<Blob> {
  const etag = first.headers.get('etag');
  const hasRanges = first.headers.get('accept-ranges') === 'bytes' && etag !== null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let response = first;
  for (let breaks = 0; ; breaks++) {
    try {
      await readInto(parts, response);
      return new Blob(parts, { type: first.headers.get('content-type') ?? '' });
    } catch (cause) {
      if (!hasRanges || breaks === BREAKS_MAX) throw lost(cause);
    }
    await wait(GOES_ON_AFTER_MS * (breaks + 1));
    const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
    response = await goOn({ Range: `bytes=${size}-`, 'If-Range': etag });
    if (response.status !== 206) parts.length = 0;
  }
}

async function readInto(parts: Uint8Array<ArrayBuffer>[], { body }: Response): Promise<void> {
  const reader = body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) return;
    parts.push(part.value);
  }
}

const lost = (cause: unknown): ApiError => {
  const detail = 'The download broke off. Check the network connection.';
  return new ApiError({ status: 0, code: 'network-lost', detail }, { cause });
};
