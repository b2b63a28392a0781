import { z } from 'zod';
import { TENANT_RATE_MAX } from '../adapters/teams/pace.ts';

/** Half of what the platform takes of one app in a tenant: the other half is for answers, and for who counts differently. */
const BOT_RATE_DEFAULT = 25;

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

/** The variables that are read, each with what it may be; docs/operations.md describes them. */
export const environment = z.object({
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

/** The variables, each good in itself. */
export type Environment = z.infer<typeof environment>;
