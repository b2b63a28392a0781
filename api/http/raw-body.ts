import { AppError } from '../kernel/errors.ts';

const MEGABYTE = 1024 * 1024;

/**
 * The body of a call as it came, byte by byte: that is what was signed.
 * @throws AppError `body-too-large` beyond `megabytesMax`; `remedy` is what it tells the caller to do
 */
export async function rawBody(
  request: AsyncIterable<Uint8Array>,
  megabytesMax: number,
  remedy: string,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > megabytesMax * MEGABYTE)
      throw new AppError(
        'body-too-large',
        `The call is larger than ${megabytesMax} MB, and nothing of it was taken. ${remedy}`,
      );
  }
  return Buffer.concat(chunks);
}
