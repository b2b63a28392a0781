/** What is wrong with one variable, and what to do. */
export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

/** Variables as the process was given them. */
export type Given = Readonly<Record<string, string | undefined>>;

/** Faults between variables that are each good alone. */
export function clashesIn(env: Given): SettingFault[] {
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
