import { join } from 'node:path';
import type { FastSpringSettings } from '../adapters/fastspring/fastspring.ts';
import { TEAMS_FRAME_ANCESTORS } from '../http/security-headers.ts';
import { clashesIn, type Given, type SettingFault } from './clashes.ts';
import { environment, type Environment } from './environment.ts';
import type { BotConfig, Config, ProcessRole, StoreSettings } from './settings.ts';

/** A person at work sends a few requests a second; a script may send a hundred. */
const PER_PERSON_DEFAULT = 6_000;
/** Without a good token there is little to ask for. */
const PER_ADDRESS_DEFAULT = 600;
/** On one's own machine everybody has the same address, and tests are in a hurry. */
const LOCAL_LIMIT_DEFAULT = 1_000_000;

/** Pages of the local host page may frame the tab, whatever its port. */
const LOCAL_FRAME_ANCESTORS = ['http://127.0.0.1:*', 'http://localhost:*'];

/** Activation keys of a store with the local cloud are worth nothing. */
const LOCAL_KEY_SECRETS = ['headcount-local-activation-key-secret'] as const;

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
