import type { FastSpringSettings } from '../adapters/fastspring/fastspring.ts';
import type { LogLevel } from '../adapters/pino/log.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import type { NewTenants } from '../subscriptions/actions/set-up.ts';

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
