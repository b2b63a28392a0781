import { readFileSync } from 'node:fs';

/** How large a file of the built tab is; the build writes it down. */
interface Sizes {
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

const FILE = new URL('../../dist/tab/.vite/sizes.json', import.meta.url);

/** How many kilobytes (of 1,000 bytes) these files of the tab are when they are sent with gzip. */
export function gzipKilobytesOf(addresses: readonly string[]): number {
  const sizes = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Sizes>;
  const gzipOf = (address: string): number => {
    const size = sizes[address.slice(1)];
    if (size === undefined) throw new Error(`The build has made no ${address}.`);
    return size.gzip;
  };
  return [...new Set(addresses)].reduce((sum, address) => sum + gzipOf(address), 0) / 1_000;
}
