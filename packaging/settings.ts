import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Fault } from './faults.ts';

/** What the placeholders of the templates stand for. */
export type Values = Readonly<Record<Placeholder, string>>;

/** The names that templates may write as `${{NAME}}`. */
export type Placeholder = SettingName | 'PUBLIC_HOST' | 'APP_VERSION';

/** What is asked for. */
export interface Settings {
  readonly values: Values;
  /** Only look; write nothing. */
  readonly check: boolean;
  /** Where the package goes; null for its usual place. */
  readonly out: string | null;
}

type SettingName = keyof typeof SETTINGS;

const guid = (what: string) => z.guid(`must be a GUID: ${what}`);
const page = (what: string) =>
  z.url({ protocol: /^https$/, message: `must be an https address: ${what}` }).max(2_048);

const isPublicOrigin = (text: string): boolean =>
  /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(text) &&
  URL.canParse(text) &&
  new URL(text).origin === text;

/** Each is a variable of the environment, or an option: `PUBLIC_ORIGIN`, or `--public-origin`. */
const SETTINGS = {
  TEAMS_APP_ID: {
    shape: guid("the app's id in Teams, any new one that then stays the same"),
    example: '00000000-0000-4000-8000-000000000001',
  },
  AZURE_CLIENT_ID: {
    shape: guid('the application (client) id of the app registration'),
    example: '00000000-0000-4000-8000-000000000002',
  },
  BOT_ID: {
    shape: guid("the application (client) id of the bot's registration, often AZURE_CLIENT_ID"),
    example: '00000000-0000-4000-8000-000000000002',
  },
  PUBLIC_ORIGIN: {
    shape: z.string().refine(isPublicOrigin, {
      message:
        'must be the origin under which Teams reaches the service, such as https://headcount.example',
    }),
    example: 'https://headcount.example',
  },
  PUBLISHER_NAME: {
    shape: z
      .string()
      .trim()
      .regex(/^.{1,32}$/, 'must be 1 to 32 characters: who publishes Headcount'),
    example: 'Example publisher',
  },
  PUBLISHER_WEBSITE: {
    shape: page('where people find help with Headcount'),
    example: 'https://headcount.example/help',
  },
  PRIVACY_URL: {
    shape: page("the publisher's privacy statement"),
    example: 'https://headcount.example/privacy',
  },
  TERMS_URL: {
    shape: page("the publisher's terms of use"),
    example: 'https://headcount.example/terms',
  },
} as const;

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Numbers without leading zeros, and nothing behind them: Teams compares them to see which package is newer. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

const optionOf = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/**
 * Settings from arguments first, then from the environment. With `--check` examples stand in for what is not given;
 * without it everything must be.
 * @param packageVersion the version that is taken where none is given
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  packageVersion: string,
): { readonly settings: Settings } | { readonly faults: readonly Fault[] } {
  const given = argumentsIn(args);
  if (given instanceof Error) {
    const remedy = `Known are --check, --out, --app-version, ${NAMES.map((name) => `--${optionOf(name)}`).join(', ')}`;
    return { faults: [{ file: 'arguments', field: null, rule: given.message, remedy }] };
  }
  const { check = false, out = null } = given;
  const textOf = (name: string): string | undefined =>
    given.texts[optionOf(name)] ?? environment[name];

  const faults: Fault[] = [];
  const refuse = (name: string, rule: string): void => {
    const remedy = `Set the variable ${name} or the option --${optionOf(name)}`;
    faults.push({ file: 'settings', field: name, rule, remedy });
  };
  const valueOf = (name: SettingName): string => {
    const { shape, example } = SETTINGS[name];
    const text = textOf(name);
    if (text === undefined && check) return example;
    const parsed = shape.safeParse(text ?? '');
    if (parsed.success) return parsed.data;
    refuse(name, parsed.error.issues[0]?.message ?? 'is not right');
    return example;
  };

  const settings = Object.fromEntries(NAMES.map((name) => [name, valueOf(name)])) as Record<
    SettingName,
    string
  >;
  const version = textOf('APP_VERSION') ?? packageVersion;
  if (!VERSION.test(version)) {
    refuse('APP_VERSION', `must be three numbers such as 1.4.0, and is ${version}`);
  }
  if (faults.length > 0) return { faults };
  const values = {
    ...settings,
    PUBLIC_HOST: new URL(settings.PUBLIC_ORIGIN).host,
    APP_VERSION: version,
  };
  return { settings: { values, check, out } };
}

function argumentsIn(args: readonly string[]):
  | {
      readonly check: boolean | undefined;
      readonly out: string | undefined;
      readonly texts: Readonly<Record<string, string | undefined>>;
    }
  | Error {
  const text = { type: 'string' } as const;
  const texts = Object.fromEntries([...NAMES, 'APP_VERSION'].map((name) => [optionOf(name), text]));
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...texts, check: { type: 'boolean' }, out: text },
    });
    const { check, out, ...rest } = values;
    return { check, out, texts: rest };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    return new Error(message.split(/[.\n]/)[0]);
  }
}
