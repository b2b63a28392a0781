import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followClock } from './adapters/clock/followed.ts';
import { createSystemClock, type RunningClock } from './adapters/clock/system.ts';
import { createGraphCustomers } from './adapters/graph/customers/graph-customers.ts';
import { createGraphAddressBook } from './adapters/graph/graph-address-book.ts';
import { createGraphAppInstaller } from './adapters/graph/graph-app-installer.ts';
import { createGraphDirectory } from './adapters/graph/graph-directory.ts';
import { createTenantCalls, type TenantCalls } from './adapters/graph/tenant-calls.ts';
import { createFastSpring } from './adapters/fastspring/fastspring.ts';
import { createGraphMail, MAIL_PATIENCE, noMail } from './adapters/mail/graph-mail.ts';
import { createKeyedHashes } from './adapters/hmac/keyed-hashes.ts';
import { createPasswords } from './adapters/passwords/in-memory.ts';
import { createTransport, type Transport } from './adapters/transport/transport.ts';
import { createAesVault } from './adapters/vault/aes-vault.ts';
import { botFor } from './bot.ts';
import type { Config } from './config/settings.ts';
import { createWriteLedger } from './customers/actions/write-ledger.ts';
import { subjectDecisions } from './decisions.ts';
import type { NotificationAddresses } from './directory/actions/notifications.ts';
import { createDueKeeper } from './due/jobs.ts';
import { createHousekeeping } from './housekeeping.ts';
import { consentAddress } from './http/consent.ts';
import { createIdentify } from './http/identify.ts';
import { createReadiness } from './http/readiness.ts';
import { createSigningKeys } from './http/signing-keys.ts';
import { readTab } from './http/tab-files.ts';
import type { Outward } from './notifications/actions/outward.ts';
import type { AppInstaller } from './ports/app-installer.ts';
import type { Channel } from './ports/channel.ts';
import type { Log } from './ports/log.ts';
import type { World } from './ports/world.ts';
import { createServer, type Server, type ServerOptions } from './server.ts';
import { openFiles, openStore } from './stores.ts';
import { tabLinks } from './tab-links.ts';
import { worksWith } from './works.ts';

/** Headcount, running. */
export interface Headcount {
  readonly world: World;
  /** Where the API answers; null where this process has not the role `web`. */
  readonly port: number | null;
  /** Stops taking requests, finishes those under way, gives jobs back, and closes the store: nothing is lost. */
  stop(): Promise<void>;
}

/** What a start may be given beside the settings. */
export interface StartOptions {
  /** Every answer is held against its declared shape: in tests. */
  readonly checkAnswers?: boolean;
  /** Where the built tab lies. Default: where the build puts it. */
  readonly tabDir?: string;
}

/** Where `npm run build` puts the tab. */
const TAB_DIR = fileURLToPath(new URL('../dist/tab', import.meta.url));

const clockFor = async ({ localCloudOrigin }: Config, log: Log): Promise<RunningClock> =>
  localCloudOrigin === null ? createSystemClock() : followClock(localCloudOrigin, log);

/** How mails go out; without a sender nothing does, and that is said. */
function mailFor(config: Config, transport: Transport, log: Log): Channel {
  const { clientId, clientSecret, mailSender } = config;
  if (mailSender === null) {
    log.warn(
      {},
      'no e-mail is sent: MAIL_SENDER and MAIL_SENDER_TENANT name no mailbox to send from',
    );
    return noMail;
  }
  const credentials = { clientId, clientSecret };
  const calls = createTenantCalls({ transport, credentials, patience: MAIL_PATIENCE });
  return createGraphMail(calls, mailSender, log);
}

/** How the app is brought to people: where there is a bot, under the id that the app has in Teams. */
const installerFor = (
  { bot, teamsAppId }: Config,
  calls: TenantCalls,
  log: Log,
): AppInstaller | null =>
  bot === null || teamsAppId === null ? null : createGraphAppInstaller(calls, teamsAppId, log);

/** Where Microsoft Graph calls back (`POST /webhooks/graph`). */
const addressesAt = (publicOrigin: string | null): NotificationAddresses | null =>
  publicOrigin === null
    ? null
    : {
        notificationUrl: `${publicOrigin}/webhooks/graph`,
        lifecycleUrl: `${publicOrigin}/webhooks/graph/lifecycle`,
      };

/**
 * Starts Headcount as the settings say: puts the adapters together, and lets the process answer and work.
 * @throws AppError `store-unavailable` where the store cannot serve; Error `EADDRINUSE` where the port is taken
 */
export async function startHeadcount(
  config: Config,
  log: Log,
  options: StartOptions = {},
): Promise<Headcount> {
  const { dataDir, clientId, clientSecret, localCloudOrigin } = config;
  const ends: (() => Promise<void> | void)[] = [];
  /** Ends what has begun, the last first. */
  const stop = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };

  try {
    const transport = createTransport({ localCloudOrigin });
    const { store, aside } = await openStore(config, log);
    ends.push(() => store.close());
    ends.push(() => aside.close());
    const files = await openFiles(config, store);
    const clock = await clockFor(config, log);
    ends.push(() => clock.close());
    const calls = createTenantCalls({ transport, credentials: { clientId, clientSecret } });
    const directory = createGraphDirectory(calls);
    ends.push(() => directory.close());
    const customers = createGraphCustomers({
      tenants: calls,
      transport,
      credentials: { clientId, clientSecret },
      vault: createAesVault(config.keySecrets),
      ledger: createWriteLedger(store, clock),
      clock,
    });
    ends.push(() => customers.close());
    const mail = mailFor(config, transport, log);
    const world: World = {
      ...{ store, files, aside, directory, clock, log },
      customers,
      keyedHashes: createKeyedHashes(config.keySecrets),
      passwords: createPasswords(),
      ...(config.fastSpring === null
        ? {}
        : { payments: createFastSpring(transport, config.fastSpring, log) }),
      ...(config.mailSender === null ? {} : { mail }),
      wakeKeeper: () => keeper.wake(),
    };
    // One process has the file open, so whatever is found half done was left by a crash. Of an account nobody knows that.
    const alone = config.store.kind === 'sqlite';
    const bot = botFor(config, { transport, clock, log });
    const outward: Outward = {
      bot: bot?.channel ?? null,
      decisions: subjectDecisions,
      mail,
      addressBook: createGraphAddressBook(calls, clientId),
      installer: installerFor(config, calls, log),
      linkTo: tabLinks(config),
      seatsContact: config.seatsContact,
    };
    const works = worksWith({
      scratchFolder: join(dataDir, 'scratch'),
      outward,
      salesContact: config.salesContact,
      notifications: addressesAt(config.publicOrigin),
    });
    const keeper = createDueKeeper(world, works, { alone });
    if (config.roles.has('work')) {
      const housekeeping = createHousekeeping(world, { alone });
      keeper.start();
      housekeeping.start();
      ends.push(async () => {
        await Promise.all([keeper.close(), housekeeping.close()]);
      });
    }
    const messages = config.roles.has('web') ? await bot?.messages(world, outward) : null;
    const port = config.roles.has('web')
      ? await listen(world, alone, outward, messages ?? null)
      : null;
    return { world, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function listen(
    world: World,
    alone: boolean,
    { addressBook, seatsContact, bot, installer }: Outward,
    messages: ServerOptions['messages'],
  ): Promise<number> {
    const transport = createTransport({ localCloudOrigin });
    const keys = createSigningKeys(transport);
    const tab = await readTab(options.tabDir ?? TAB_DIR);
    if (tab === null)
      log.info({}, 'the tab is not built, so it is not served: npm run build builds it');
    const server: Server = createServer(world, {
      identify: createIdentify({
        audiences: config.audiences,
        keys,
        operatorTenantId: config.operatorTenantId,
      }),
      rateLimits: config.rateLimits,
      newTenants: config.newTenants,
      frameAncestors: config.frameAncestors,
      trustedProxies: config.trustedProxies,
      readiness: createReadiness(world, { firstSyncCounts: localCloudOrigin !== null }),
      checkAnswers: options.checkAnswers ?? false,
      alone,
      seatsContact,
      salesContact: config.salesContact,
      addressBook,
      ways: {
        bot: bot !== null,
        mail: config.mailSender !== null,
        bringsApp: installer !== null,
      },
      consentAddress: localCloudOrigin === null ? consentAddress(clientId) : null,
      messages: messages ?? null,
      tab,
    });
    const { port } = await server.listen(config.port, config.host);
    ends.push(() => server.close());
    return port;
  }
}
