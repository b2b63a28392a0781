import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];

/** A data file's path in a folder of its own, which goes when the file's tests are done. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headcount-sqlite-'));
  folders.push(folder);
  return join(folder, 'data.sqlite');
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
