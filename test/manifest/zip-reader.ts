import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const DEFLATED = 8;

/**
 * The files of a zip, read by its central directory as PKWARE's APPNOTE 6.3 describes it, with nothing of the library
 * that wrote it. Each file's checksum is proved.
 */
export function entriesOf(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.length - 22;
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('The zip has no directory.');
  const entries = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('The directory of the zip is broken.');
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const content = contentAt(zip, zip.readUInt32LE(at + 42), {
      method: zip.readUInt16LE(at + 10),
      length: zip.readUInt32LE(at + 20),
    });
    if (crc32(content) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged.`);
    entries.set(name, content);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function contentAt(
  zip: Buffer,
  at: number,
  { method, length }: { readonly method: number; readonly length: number },
): Buffer {
  if (zip.readUInt32LE(at) !== LOCAL)
    throw new Error('A file of the zip is not where it should be.');
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const bytes = zip.subarray(from, from + length);
  return method === DEFLATED ? inflateRawSync(bytes) : Buffer.from(bytes);
}
