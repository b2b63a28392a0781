import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Express } from 'express';
import { createClock, type Clock } from './clock.ts';
import { createConnector, type Connector } from './connector/connector.ts';
import { botRoutes } from './control/bot-routes.ts';
import { clockRoutes } from './control/clock-routes.ts';
import { groupRoutes } from './control/group-routes.ts';
import { licenceRoutes } from './control/licence-routes.ts';
import { partnerRoutes } from './control/partner-routes.ts';
import { observationRoutes } from './control/observation-routes.ts';
import { createTokenFor, personaRoutes, type TokenFor } from './control/persona-routes.ts';
import { problemHandler } from './control/problem.ts';
import { createTenantOf, tenantRoutes } from './control/tenant-routes.ts';
import { userRoutes } from './control/user-routes.ts';
import { MINUTE_MS } from './durations.ts';
import { createEntraHost, ENTRA_HOST } from './entra/host.ts';
import { createKeyRing, type KeyRing } from './entra/keys.ts';
import { createMint } from './entra/tokens.ts';
import { fastSpringRoutes } from './control/fastspring-routes.ts';
import { createFastSpring, type FastSpring } from './fastspring/fastspring.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGraphHost } from './graph/host.ts';
import { GRAPH_HOST } from './graph/address.ts';
import { isWrite } from './graph/routes.ts';
import { sharedMailboxOf } from './graph/send-mail.ts';
import { createNotifier, type Notifier } from './graph/notifier.ts';
import { createWriteWatch, type WriteWatch } from './graph/write-watch.ts';
import { FORGETFUL, openJournal } from './journal.ts';
import { refuseStrangers } from './loopback.ts';
import { createMailbox, type Mailbox } from './mailbox/mailbox.ts';
import { createPersonas, personaUsers, type Personas } from './personas.ts';
import { createRequestCount, type RequestCount } from './request-count.ts';
import { createReach } from './tenants/reach.ts';
import { domainOf, type Tenant } from './tenants/tenant.ts';
import type { TenantOptions } from './tenants/options.ts';
import { createWorld, type World } from './tenants/world.ts';
import { answerRequest, type Host } from './wire.ts';

/** The tenants that are there when nothing else is asked for. */
export const HOME_TENANT_ID = '7c0f3a51-9d2e-4b68-8f14-6a5b0d3c2e10';
export const PEER_TENANT_ID = '2b9e6d48-1f7a-4c35-a0d6-93e8c1547f22';

const DEFAULT_TENANTS: readonly TenantOptions[] = [
  { id: HOME_TENANT_ID, name: 'Contoso' },
  { id: PEER_TENANT_ID, name: 'Fabrikam' },
];

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /** 0 for any free port. Default 0. */
  readonly port?: number;
  /** Default: Contoso and Fabrikam, with nobody but the personas. */
  readonly tenants?: readonly TenantOptions[];
  /** The tenant that gets the personas; the first one when left out. */
  readonly home?: string;
  /** The tenant that gets the peerAdmin; the second one, or the home tenant where there is no other. */
  readonly peer?: string;
  /** Where shaping acts and writes are kept, to be there again after a restart; nowhere when left out. */
  readonly dataFile?: string;
  /** A clock of the caller's; one that starts at the system's time when left out. */
  readonly clock?: Clock;
}

/** A running local cloud, and its insides for tests in the same process. */
export interface LocalCloud {
  /** For example http://127.0.0.1:3979. */
  readonly origin: string;
  readonly clock: Clock;
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestCount;
  /** What became of the writes to directories, and the limit that they keep to. */
  readonly writeWatch: WriteWatch;
  readonly personas: Personas;
  readonly keys: KeyRing;
  readonly notifier: Notifier;
  readonly mailbox: Mailbox;
  /** Teams as a bot meets it. The bot is registered in the home tenant. */
  readonly connector: Connector;
  /** The payment provider. */
  readonly fastSpring: FastSpring;
  /** The home tenant's shared mailbox, from which Headcount may send. */
  readonly mailSender: { readonly tenantId: string; readonly mailbox: string };
  /** The persona's token for the API. */
  readonly tokenFor: TokenFor;
  /** The tenant, by id or domain. @throws Error where there is none */
  tenant(idOrDomain: string): Tenant;
  close(): Promise<void>;
}

/** The largest body that a control route takes: some 100,000 users at once. */
const CONTROL_BODY = '64mb';

/** Starts the local cloud on 127.0.0.1. @throws Error where the port is taken or the data file is broken */
export async function createLocalCloud(options: LocalCloudOptions = {}): Promise<LocalCloud> {
  const clock = options.clock ?? createClock();
  const opened = (file: string | undefined) =>
    file === undefined ? { journal: FORGETFUL, entries: [] } : openJournal(file);
  const { dataFile } = options;
  const { journal, entries } = opened(dataFile);
  const payments = opened(dataFile === undefined ? undefined : `${dataFile}.fastspring`);
  const world = createWorld(clock, journal, entries);
  const homes = settle(world, options);
  const personas = createPersonas(world, homes);
  const keys = createKeyRing();
  const mint = createMint(keys);
  const reach = createReach(world, clock);
  const faults = createFaults();
  const requests = createRequestCount();
  const writeWatch = createWriteWatch(clock, isWrite);
  const notifier = createNotifier(world, clock, faults);
  const mailbox = createMailbox(clock);
  const connector = createConnector(world, clock, faults, keys, homes.home);
  const tokenFor = createTokenFor(personas, mint);
  let origin = '';
  const fastSpring = createFastSpring(
    clock,
    faults,
    () => origin,
    payments.journal,
    payments.entries,
  );
  const hosts: Readonly<Record<string, Host>> = {
    [ENTRA_HOST]: createEntraHost({ world, reach, keys, mint, subjectOf: personas.subjectOf }),
    [GRAPH_HOST]: createGraphHost(
      {
        ...{ world, clock, notifier, mailbox },
        ...{ roles: personas.roles, teams: connector.teams, reach, writeWatch },
      },
      keys,
      (host) => writeWatch.around(faults.around(GRAPH_HOST, host)),
    ),
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(refuseStrangers);
  for (const [name, host] of Object.entries(hosts)) {
    const struck = faults.around(name, host);
    mount(app, name, name === GRAPH_HOST ? writeWatch.around(struck) : struck, requests);
  }
  for (const [name, host] of Object.entries({ ...connector.hosts, ...fastSpring.hosts })) {
    mount(app, name, host, requests);
  }
  app.use(express.json({ limit: CONTROL_BODY }));
  const tenantOf = createTenantOf(world);
  app.use(clockRoutes(clock));
  app.use(personaRoutes(personas, tokenFor, keys));
  app.use(tenantRoutes(world, tenantOf));
  app.use(userRoutes(tenantOf));
  app.use(groupRoutes(tenantOf));
  app.use(licenceRoutes(tenantOf));
  app.use(partnerRoutes(clock, tenantOf));
  app.use(botRoutes(connector, tenantOf));
  app.use(fastSpringRoutes(fastSpring));
  app.use(observationRoutes(faults, requests, mailbox, connector.messages, writeWatch));
  app.use(problemHandler);

  const server = createServer(app);
  server.keepAliveTimeout = MINUTE_MS;
  origin = await listen(server, options.port ?? 0);

  return {
    origin,
    clock,
    world,
    faults,
    requests,
    writeWatch,
    personas,
    keys,
    notifier,
    mailbox,
    connector,
    fastSpring,
    mailSender: {
      tenantId: homes.home,
      mailbox: sharedMailboxOf({ domain: world.tenant(homes.home)?.domain ?? '' }),
    },
    tokenFor,
    tenant(idOrDomain) {
      const tenant = world.tenant(idOrDomain);
      if (!tenant) throw new Error(`There is no tenant ${idOrDomain}.`);
      return tenant;
    },
    async close() {
      clock.stop();
      notifier.stop();
      fastSpring.webhooks.stop();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      journal.close();
      payments.journal.close();
    },
  };
}

/** Makes the tenants that are not there yet, with the personas in the two that have them. */
function settle(world: World, options: LocalCloudOptions): { home: string; peer: string } {
  const tenants = options.tenants ?? DEFAULT_TENANTS;
  const home = (options.home ?? tenants[0]?.id ?? HOME_TENANT_ID).toLowerCase();
  const peer = (
    options.peer ??
    tenants.find(({ id }) => id.toLowerCase() !== home)?.id ??
    home
  ).toLowerCase();
  for (const tenant of tenants) {
    const known = world.tenant(tenant.id);
    if (known) {
      addMissing(known, tenant);
      continue;
    }
    const id = tenant.id.toLowerCase();
    const domain = domainOf(tenant);
    const people = [
      ...(id === home ? personaUsers('home', id, domain) : []),
      ...(id === peer ? personaUsers('peer', id, domain) : []),
      ...(tenant.people ?? []),
    ];
    world.createTenant({ ...tenant, people });
  }
  return { home, peer };
}

/** An older world gets the customers of a newer start: groups, products and relationships that it does not know. */
function addMissing(tenant: Tenant, options: TenantOptions): void {
  const groupIds = new Set(tenant.directory.groups.all().map(({ group }) => group.id));
  for (const group of options.givenGroups ?? []) {
    const isKnown = group.id === undefined || groupIds.has(group.id);
    if (!isKnown) tenant.perform({ act: 'addGroup', ...group });
  }
  const bought = new Set(tenant.licences.products.all().map(({ partNumber }) => partNumber));
  for (const product of options.products ?? []) {
    if (!bought.has(product.partNumber)) tenant.perform({ act: 'putProduct', product });
  }
  for (const relationship of options.relationships ?? []) {
    const { id } = relationship;
    const isKnown = id === undefined || tenant.relationships.byId(id) !== undefined;
    if (!isKnown) tenant.perform({ act: 'addRelationship', relationship });
  }
}

function mount(app: Express, name: string, host: Host, requests: RequestCount): void {
  app.use(`/${name}`, (request, response, next) => {
    const path = request.path;
    response.on('close', () => requests.add(name, request.method, path, response.statusCode));
    answerRequest(name, request.url, host, request, response).catch(next);
  });
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<string> {
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
