import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const FILES = globSync('{api,bot,tab,local,packaging,bench,test}/**/*.{ts,tsx}', { cwd: ROOT });

/** An import or export of something of ours, as Prettier writes it; what is loaded on demand is none. */
const IMPORT = /^(?:import|export)(?: [^;']+ from)? '(\.[^']+)';$/gm;

/** What of ours a file imports, for types alone too: ESLint's `import-x/no-cycle` passes over those. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map(([, from = '']) =>
    normalize(join(dirname(file), from)),
  );

/** The first circle that is met, from a file back to it; empty where there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const free = new Set<string>();
  const circleFrom = (file: string, way: readonly string[]): readonly string[] => {
    const began = way.indexOf(file);
    if (began >= 0) return [...way.slice(began), file];
    if (free.has(file)) return [];
    for (const next of imports.get(file) ?? []) {
      const circle = circleFrom(next, [...way, file]);
      if (circle.length > 0) return circle;
    }
    free.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const circle = circleFrom(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

test('a circle is found, wherever it is entered', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(circleIn(imports)).toEqual(['b', 'd', 'b']);
});

test('no file imports itself by way of others, not even for a type', () => {
  const imports = new Map(FILES.map((file) => [file, importsOf(file)]));
  expect(imports.size).toBeGreaterThan(1_000);
  expect(circleIn(imports)).toEqual([]);
});
