import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { readContents } from './contents.ts';
import { tellFault, type Fault } from './faults.ts';
import { readSettings } from './settings.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** The earliest time that a zip can tell: the same input gives the same bytes, whenever and wherever. */
const NO_TIME = new Date(1980, 0, 1);

/** How it ended, as the process's status. */
type Status = 0 | 1 | 2;

/**
 * `npm run package`: makes the app package from the templates in `manifest`, and the app registration beside it.
 * @param tell takes a line for the person who asked
 * @returns 0: made, or with `--check` good; 1: a template is not; 2: arguments or settings are not
 */
export async function packageApp(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  tell: (line: string) => void,
  folder = join(ROOT, 'manifest'),
): Promise<Status> {
  const tellAll = (faults: readonly Fault[]): void => faults.map(tellFault).forEach(tell);
  const ours = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Package;
  const asked = readSettings(args, environment, ours.version);
  if ('faults' in asked) {
    tellAll(asked.faults);
    return 2;
  }
  const { values, check, out } = asked.settings;
  const reading = await readContents(folder, values);
  if ('faults' in reading) {
    tellAll(reading.faults);
    return 1;
  }
  const { files, entraApp } = reading.content;
  if (check) {
    tell(`The manifest, its ${files.size - 1} files and the app registration are good.`);
    return 0;
  }
  const zip = resolve(out ?? join(ROOT, `build/headcount-${values.APP_VERSION}.zip`));
  const registration = join(dirname(zip), 'entra-app.json');
  await mkdir(dirname(zip), { recursive: true });
  await writeFile(zip, zipped(files));
  await writeFile(registration, entraApp);
  tell(`${zip} is to be uploaded to Teams.`);
  tell(`${registration} is the app registration for ${values.PUBLIC_HOST}.`);
  return 0;
}

interface Package {
  readonly version: string;
}

const zipped = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(files), { level: 9, mtime: NO_TIME });

if (import.meta.main) {
  process.exitCode = await packageApp(process.argv.slice(2), process.env, (line) =>
    console.log(line),
  );
}
