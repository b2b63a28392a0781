import { join } from 'node:path';
import { z } from 'zod';
import type { FastSpringSettings } from './adapters/fastspring/fastspring.ts';
import type { LogLevel } from './adapters/pino/log.ts';
import { TENANT_RATE_MAX } from './adapters/teams/pace.ts';
import { TEAMS_FRAME_ANCESTORS } from './http/security-headers.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { NewTenants } from './subscriptions/actions/set-up.ts';

/** What a process does: `web` answers requests, `work` runs jobs, the directory sync and what falls due. */
export type ProcessRole = 'web' | 'work';

/** The Cosmos DB account that holds the data. */
export interface CosmosSettings {
  readonly kind: 'cosmos';
  readonly endpoint: string;
  readonly database: string;
  /** The key of an emulator on this machine; null: the process's managed identity. */
  readonly key: string | null;
  /** The client id of a user-assigned identity; null for the system-assigned one. */
  readonly identityId: string | null;
}

/** Where the data is: a file in the data folder, or Azure Cosmos DB. */
export type StoreSettings = { readonly kind: 'sqlite' } | CosmosSettings;

/** Who the bot in Teams is. */
export interface BotConfig {
  /** The application (client) id of its registration, and the tenant of that. */
  readonly appId: string;
  readonly tenantId: string;
  readonly secret: string;
  /** So many messages go out in a tenant each second. */
  readonly perSecond: number;
  /** Whoever calls is taken for Teams: for the Agents Playground on one's own machine. */
  readonly unauthenticated: boolean;
}

/** Everything that can be set. Each variable is described in docs/operations.md. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Uploads, row results and reports. Several processes on one store share it. */
  readonly filesDir: string;
  readonly store: StoreSettings;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly logLevel: LogLevel;
  /** Who Headcount is towards Entra ID. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Under which activation keys are kept, and were kept before: the newest first. */
  readonly keySecrets: readonly [string, ...string[]];
  /** What an access token for the API may name as its audience. */
  readonly audiences: readonly string[];
  /** Where the service is reached from outside; null: the directory cannot call us, so it is only polled. */
  readonly publicOrigin: string | null;
  /** Stands in for Entra ID, Graph and the clock; null in production. */
  readonly localCloudOrigin: string | null;
  /** The mailbox that notices are sent from, and its tenant; null: no mail is sent. */
  readonly mailSender: { readonly tenantId: string; readonly mailbox: string } | null;
  /** The bot that brings notices in Teams; null: there is none, and all go by mail. */
  readonly bot: BotConfig | null;
  /** The tenant in which the app role Operator means something; null: nobody is operator. */
  readonly operatorTenantId: string | null;
  /** Whom the texts name for more seats; null: nobody is named. */
  readonly seatsContact: string | null;
  /** The mail address of sales, for purchase orders; null: none can be sent. */
  readonly salesContact: string | null;
  /** The store at FastSpring; null: nothing is sold by card. */
  readonly fastSpring: FastSpringSettings | null;
  /** The app's id in Teams, of which links in mails are made; null: they lead to the tab's own address. */
  readonly teamsAppId: string | null;
  readonly newTenants: NewTenants;
  readonly rateLimits: RateLimits;
  readonly trustedProxies: number;
  readonly frameAncestors: readonly string[];
}

/** What is wrong with one variable, and what to do. */
export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

/** A person at work sends a few requests a second; a script may send a hundred. */
const PER_PERSON_DEFAULT = 6_000;
/** Without a good token there is little to ask for. */
const PER_ADDRESS_DEFAULT = 600;
/** Half of what the platform takes of one app in a tenant: the other half is for answers, and for who counts differently. */
const BOT_RATE_DEFAULT = 25;
/** On one's own machine everybody has the same address, and tests are in a hurry. */
const LOCAL_LIMIT_DEFAULT = 1_000_000;

/** Pages of the local host page may frame the tab, whatever its port. */
const LOCAL_FRAME_ANCESTORS = ['http://127.0.0.1:*', 'http://localhost:*'];

const whole = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(message).int(message).min(least, message).max(most, message);
};

const origin = z
  .url({ protocol: /^https?$/, message: 'must be an origin like https://headcount.example' })
  .refine((text) => URL.canParse(text) && new URL(text).origin === text, {
    message: 'must be an origin alone: no path and no slash at its end',
  });

const guid = z.guid('must be a GUID: the application (client) id of the app registration');

/** Activation keys of a store with the local cloud are worth nothing. */
const LOCAL_KEY_SECRETS = ['headcount-local-activation-key-secret'] as const;

const keySecrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine(
    (secrets): secrets is [string, ...string[]] => secrets.every(({ length }) => length >= 32),
    {
      message:
        'must be secrets of at least 32 characters each, the newest first, with commas between them',
    },
  );

const webhookSecrets = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .refine((secrets) => secrets.every(({ length }) => length >= 16), {
    message:
      'must be secrets of at least 16 characters each, the newest first, with commas between them',
  });

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: whole(0, 65_535).default(3978),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  FILES_DIR: z.string().min(1).optional(),
  HEADCOUNT_STORE: z.enum(['sqlite', 'cosmos'], 'must be sqlite or cosmos').default('sqlite'),
  COSMOS_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      message: 'must be an address like https://account.documents.azure.com',
    })
    .optional(),
  COSMOS_DATABASE: z
    .string()
    .regex(/^[^/\\?#]{1,255}$/, 'must be the name of a database, without / \\ ? #')
    .default('headcount'),
  COSMOS_KEY: z.string().optional(),
  COSMOS_IDENTITY: z
    .guid('must be a GUID: the client id of a user-assigned managed identity')
    .optional(),
  HEADCOUNT_ROLES: z
    .string()
    .regex(/^(web|work)(,(web|work))*$/, 'must be web, work, or web,work')
    .default('web,work'),
  HEADCOUNT_BUCKETS: whole(1, 64).default(1),
  HEADCOUNT_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country as two capital letters, such as US')
    .default('US'),
  AZURE_CLIENT_ID: guid,
  AZURE_CLIENT_SECRET: z.string('must be set: the client secret of the app registration').min(1),
  ACTIVATION_KEY_SECRETS: keySecrets.optional(),
  OPERATOR_TENANT: z
    .guid('must be a GUID: the id of the tenant whose people and applications run the service')
    .optional(),
  AZURE_APP_ID_URI: z
    .string()
    .regex(/^api:\/\/\S+$/, 'must be the application ID URI, such as api://headcount.example/{id}')
    .optional(),
  PUBLIC_ORIGIN: origin.optional(),
  LOCAL_CLOUD_ORIGIN: origin.optional(),
  MAIL_SENDER: z
    .string()
    .max(320)
    .regex(
      /^[^\s@/]+@[^\s@/]+$|^[0-9a-f-]{36}$/i,
      'must be a mailbox: its address such as headcount@contoso.com, or its object id',
    )
    .optional(),
  MAIL_SENDER_TENANT: z
    .guid('must be a GUID: the id of the tenant that has the mailbox MAIL_SENDER')
    .optional(),
  BOT_ID: z
    .guid("must be a GUID: the application (client) id of the bot's registration")
    .optional(),
  BOT_TENANT: z.guid("must be a GUID: the id of the tenant of the bot's registration").optional(),
  BOT_SECRET: z.string().min(1).optional(),
  BOT_RATE: whole(1, TENANT_RATE_MAX).default(BOT_RATE_DEFAULT),
  BOT_UNAUTHENTICATED: z.enum(['true', 'false'], 'must be true or false').default('false'),
  SEATS_CONTACT: z
    .string()
    .trim()
    .min(1)
    .max(200, 'must be at most 200 characters: a name, an address or a telephone number')
    .optional(),
  SALES_CONTACT: z.email('must be a mail address: where purchase orders are sent').optional(),
  FASTSPRING_USERNAME: z.string().min(1).optional(),
  FASTSPRING_PASSWORD: z.string().min(1).optional(),
  FASTSPRING_WEBHOOK_SECRETS: webhookSecrets.optional(),
  FASTSPRING_STOREFRONT: z
    .url({
      protocol: /^https$/,
      message: 'must be an address like https://headcount.onfastspring.com',
    })
    .optional(),
  FASTSPRING_PRODUCT: z.string().min(1).default('headcount-seat'),
  TEAMS_APP_ID: z.guid("must be a GUID: the app's id in Teams").optional(),
  RATE_LIMIT_PER_PERSON: whole(1, 10_000_000).optional(),
  RATE_LIMIT_PER_ADDRESS: whole(1, 10_000_000).optional(),
  TRUSTED_PROXIES: whole(0, 10).default(0),
  LOG_LEVEL: z
    .enum(
      ['debug', 'info', 'warn', 'error', 'silent'],
      'must be debug, info, warn, error or silent',
    )
    .default('info'),
});

type Environment = z.infer<typeof environment>;

/** Variables as the process was given them. */
type Given = Readonly<Record<string, string | undefined>>;

/** Faults between variables that are each good alone. */
function clashesIn(env: Given): SettingFault[] {
  const faults: SettingFault[] = [];
  if (env['LOCAL_CLOUD_ORIGIN'] !== undefined && env['NODE_ENV'] === 'production') {
    faults.push({
      name: 'LOCAL_CLOUD_ORIGIN',
      message: 'must not be set in production: it hands out tokens to anybody. Leave it out',
    });
  }
  const isSecure = env['PUBLIC_ORIGIN']?.startsWith('https://') ?? true;
  if (!isSecure && env['LOCAL_CLOUD_ORIGIN'] === undefined) {
    faults.push({
      name: 'PUBLIC_ORIGIN',
      message: 'must begin with https://: Microsoft Graph calls no other address',
    });
  }
  if (env['ACTIVATION_KEY_SECRETS'] === undefined && env['LOCAL_CLOUD_ORIGIN'] === undefined) {
    faults.push({
      name: 'ACTIVATION_KEY_SECRETS',
      message:
        'must be set: a random secret of at least 32 characters, under which activation keys are kept',
    });
  }
  return [
    ...faults,
    ...fastSpringClashesIn(env),
    ...mailClashesIn(env),
    ...botClashesIn(env),
    ...cosmosClashesIn(env),
  ];
}

/** The sender is a mailbox of a tenant: one is nothing without the other. */
function mailClashesIn(env: Given): SettingFault[] {
  const [mailbox, tenant] = [env['MAIL_SENDER'], env['MAIL_SENDER_TENANT']];
  if ((mailbox === undefined) === (tenant === undefined)) return [];
  return mailbox === undefined
    ? [{ name: 'MAIL_SENDER', message: 'must be set beside MAIL_SENDER_TENANT' }]
    : [{ name: 'MAIL_SENDER_TENANT', message: 'must be set beside MAIL_SENDER' }];
}

/** A bot is an id, its tenant and its secret; whoever believes everybody does not do so in production. */
function botClashesIn(env: Given): SettingFault[] {
  const fault = (name: string, message: string): SettingFault[] => [{ name, message }];
  if (env['BOT_UNAUTHENTICATED'] === 'true' && env['NODE_ENV'] === 'production') {
    return fault(
      'BOT_UNAUTHENTICATED',
      'must not be true in production: anybody could speak as Teams. Leave it out',
    );
  }
  const [id, tenant, secret] = [env['BOT_ID'], env['BOT_TENANT'], env['BOT_SECRET']];
  if (id === undefined) {
    return [
      ...(tenant === undefined ? [] : fault('BOT_ID', 'must be set beside BOT_TENANT')),
      ...(secret === undefined ? [] : fault('BOT_ID', 'must be set beside BOT_SECRET')),
    ].slice(0, 1);
  }
  if (tenant === undefined) return fault('BOT_TENANT', 'must be set beside BOT_ID');
  const isOwnApp = id.toLowerCase() === env['AZURE_CLIENT_ID']?.toLowerCase();
  if (secret !== undefined || isOwnApp) return [];
  return fault(
    'BOT_SECRET',
    'must be set: the bot has another registration than AZURE_CLIENT_ID, and so another secret',
  );
}

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** Faults between the variables of Cosmos DB. A key opens everything for ever, so it is for emulators alone. */
function cosmosClashesIn(env: Given): SettingFault[] {
  if (env['HEADCOUNT_STORE'] !== 'cosmos') return [];
  const endpoint = env['COSMOS_ENDPOINT'];
  const fault = (name: string, message: string): SettingFault[] => [{ name, message }];
  if (endpoint === undefined)
    return fault('COSMOS_ENDPOINT', 'must be set: the address of the Cosmos DB account');
  if (!URL.canParse(endpoint)) return [];
  const isEmulator = LOOPBACK.test(new URL(endpoint).hostname);
  if (!isEmulator && !endpoint.startsWith('https://'))
    return fault('COSMOS_ENDPOINT', 'must begin with https://');
  if (isEmulator && env['COSMOS_KEY'] === undefined)
    return fault('COSMOS_KEY', 'must be set: an emulator is reached with its key');
  if (!isEmulator && env['COSMOS_KEY'] !== undefined)
    return fault(
      'COSMOS_KEY',
      'must not be set: it is for an emulator on this machine. The account is reached with the managed identity',
    );
  return [];
}

/** FastSpring needs all of them: who we are, how its webhooks are signed, where buyers pay. */
const FASTSPRING_NAMES = [
  'FASTSPRING_USERNAME',
  'FASTSPRING_PASSWORD',
  'FASTSPRING_WEBHOOK_SECRETS',
  'FASTSPRING_STOREFRONT',
] as const;

function fastSpringClashesIn(env: Given): SettingFault[] {
  const missing = FASTSPRING_NAMES.filter((name) => env[name] === undefined);
  if (missing.length === 0 || missing.length === FASTSPRING_NAMES.length) return [];
  return missing.map((name) => ({ name, message: 'must be set beside the others of FASTSPRING_' }));
}

function fastSpringOf(env: Environment): FastSpringSettings | null {
  const { FASTSPRING_USERNAME: username, FASTSPRING_PASSWORD: password } = env;
  const { FASTSPRING_WEBHOOK_SECRETS: webhookSecrets, FASTSPRING_STOREFRONT: address } = env;
  if (username === undefined || password === undefined) return null;
  if (webhookSecrets === undefined || address === undefined) return null;
  const { host, origin } = new URL(address);
  // Buyers reach the stand-in of the store where the local cloud answers.
  const local = env.LOCAL_CLOUD_ORIGIN;
  const storefront = local === undefined ? origin : `${local}/${host}`;
  return { username, password, webhookSecrets, storefront, product: env.FASTSPRING_PRODUCT };
}

function storeOf(env: Environment): StoreSettings {
  if (env.HEADCOUNT_STORE === 'sqlite') return { kind: 'sqlite' };
  return {
    kind: 'cosmos',
    endpoint: env.COSMOS_ENDPOINT ?? '',
    database: env.COSMOS_DATABASE,
    key: env.COSMOS_KEY ?? null,
    identityId: env.COSMOS_IDENTITY ?? null,
  };
}

function botOf(env: Environment): BotConfig | null {
  if (env.BOT_ID === undefined || env.BOT_TENANT === undefined) return null;
  return {
    appId: env.BOT_ID.toLowerCase(),
    tenantId: env.BOT_TENANT.toLowerCase(),
    secret: env.BOT_SECRET ?? env.AZURE_CLIENT_SECRET,
    perSecond: env.BOT_RATE,
    unauthenticated: env.BOT_UNAUTHENTICATED === 'true',
  };
}

function configOf(env: Environment): Config {
  const local = env.LOCAL_CLOUD_ORIGIN !== undefined;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    filesDir: env.FILES_DIR ?? join(env.DATA_DIR, 'files'),
    store: storeOf(env),
    roles: new Set(env.HEADCOUNT_ROLES.split(',') as ProcessRole[]),
    logLevel: env.LOG_LEVEL,
    clientId: env.AZURE_CLIENT_ID.toLowerCase(),
    clientSecret: env.AZURE_CLIENT_SECRET,
    keySecrets: env.ACTIVATION_KEY_SECRETS ?? LOCAL_KEY_SECRETS,
    audiences: [
      env.AZURE_CLIENT_ID.toLowerCase(),
      ...(env.AZURE_APP_ID_URI === undefined ? [] : [env.AZURE_APP_ID_URI]),
    ],
    publicOrigin: env.PUBLIC_ORIGIN ?? null,
    localCloudOrigin: env.LOCAL_CLOUD_ORIGIN ?? null,
    mailSender:
      env.MAIL_SENDER === undefined || env.MAIL_SENDER_TENANT === undefined
        ? null
        : { mailbox: env.MAIL_SENDER, tenantId: env.MAIL_SENDER_TENANT.toLowerCase() },
    bot: botOf(env),
    seatsContact: env.SEATS_CONTACT ?? null,
    salesContact: env.SALES_CONTACT ?? null,
    fastSpring: fastSpringOf(env),
    operatorTenantId: env.OPERATOR_TENANT?.toLowerCase() ?? null,
    teamsAppId: env.TEAMS_APP_ID?.toLowerCase() ?? null,
    newTenants: { buckets: env.HEADCOUNT_BUCKETS, region: env.HEADCOUNT_REGION },
    rateLimits: {
      perPerson: env.RATE_LIMIT_PER_PERSON ?? (local ? LOCAL_LIMIT_DEFAULT : PER_PERSON_DEFAULT),
      perAddress: env.RATE_LIMIT_PER_ADDRESS ?? (local ? LOCAL_LIMIT_DEFAULT : PER_ADDRESS_DEFAULT),
    },
    trustedProxies: env.TRUSTED_PROXIES,
    frameAncestors: [...TEAMS_FRAME_ANCESTORS, ...(local ? LOCAL_FRAME_ANCESTORS : [])],
  };
}

/**
 * The settings that the environment gives, or every fault at once. An empty variable is as one that is not set. Faults
 * never repeat a value: it may be a secret.
 */
export function readConfig(
  env: Given,
): { readonly config: Config } | { readonly faults: readonly SettingFault[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const issues = parsed.error?.issues ?? [];
  const faults = [
    ...issues.map(({ path, message }) => ({ name: String(path[0]), message })),
    ...clashesIn(given),
  ];
  if (!parsed.success || faults.length > 0) return { faults };
  return { config: configOf(parsed.data) };
}
