import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@jest/globals';
import { packageApp } from '../../packaging/package.ts';

const TEMPLATES = resolve(import.meta.dirname, '../../manifest');

/** A copy of the manifest's templates, to be spoiled and judged. */
export interface Templates {
  /** Where they lie. */
  readonly folder: string;
  /** What `--check` says of them as they are now. */
  judged(): Promise<readonly string[]>;
  /** Changes the text of one of them. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Copies the templates into a folder of their own. */
export async function copyTemplates(): Promise<Templates> {
  const folder = await mkdtemp(join(tmpdir(), 'headcount-templates-'));
  await cp(TEMPLATES, folder, { recursive: true });
  return {
    folder,
    async judged() {
      const lines: string[] = [];
      const status = await packageApp(['--check'], {}, (line) => lines.push(line), folder);
      expect(status).toBe(lines.length === 1 && lines[0]?.includes('are good') === true ? 0 : 1);
      return lines;
    },
    async edit(file, change) {
      const path = join(folder, file);
      const before = await readFile(path, 'utf8');
      const after = change(before);
      expect(after).not.toBe(before);
      await writeFile(path, after);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
