import { parseArgs } from 'node:util';
import { Fault } from './fault.ts';

/** How everything is started on this machine. */
export interface StartSettings {
  /** Where the API answers. */
  readonly port: number;
  /** Where the stand-ins for Entra ID and Microsoft Graph answer. */
  readonly localCloudPort: number;
  /** Where the page that is to the tab what Teams is answers. */
  readonly hostPagePort: number;
  /** Where the tab is served, if not by the API that is started: a development server, for example. */
  readonly tabOrigin: string | null;
  /** Everything that is kept between starts lies here. */
  readonly dataDir: string;
  /** The folder with the Open University's files; null for the demo. */
  readonly ouladFolder: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings that arguments and environment give. @throws Fault that names the variable or the argument */
export function readSettings(args: readonly string[], env: Environment): StartSettings {
  return {
    ...portsIn(env),
    tabOrigin: originIn(env, 'TAB_ORIGIN'),
    dataDir: env['DATA_DIR'] === undefined || env['DATA_DIR'] === '' ? '.data' : env['DATA_DIR'],
    ouladFolder: ouladFolderIn(args),
  };
}

function portsIn(
  env: Environment,
): Pick<StartSettings, 'port' | 'localCloudPort' | 'hostPagePort'> {
  const ports = {
    PORT: portIn(env, 'PORT', 3978),
    LOCAL_CLOUD_PORT: portIn(env, 'LOCAL_CLOUD_PORT', 3979),
    HOST_PAGE_PORT: portIn(env, 'HOST_PAGE_PORT', 3980),
  };
  for (const [port, same] of Map.groupBy(Object.entries(ports), ([, port]) => port)) {
    if (same.length === 1) continue;
    const names = same.map(([name]) => name).join(' and ');
    throw new Fault(`${names} have the same port, ${port}. Give each a port of its own.`);
  }
  return {
    port: ports.PORT,
    localCloudPort: ports.LOCAL_CLOUD_PORT,
    hostPagePort: ports.HOST_PAGE_PORT,
  };
}

function portIn(env: Environment, name: string, usual: number): number {
  const given = env[name];
  if (given === undefined || given === '') return usual;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Fault(`${name} must be a port, a whole number from 1 to 65535.`);
}

function originIn(env: Environment, name: string): string | null {
  const given = env[name];
  if (given === undefined || given === '') return null;
  const isOrigin = URL.canParse(given) && new URL(given).origin === given;
  if (isOrigin && /^https?:/.test(given)) return given;
  throw new Fault(`${name} must be an origin like http://127.0.0.1:5173, with nothing after it.`);
}

function ouladFolderIn(args: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { oulad: { type: 'string' } } });
    if (values.oulad === '') throw new Error('--oulad names no folder');
    return values.oulad ?? null;
  } catch (cause) {
    throw new Fault(
      'There is one option: npm start -- --oulad FOLDER, the folder that holds studentRegistration.csv and courses.csv.',
      { cause },
    );
  }
}
