import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLog } from '../api/adapters/pino/log.ts';
import { readConfig } from '../api/config/read.ts';
import { startHeadcount, type Headcount } from '../api/headcount.ts';
import type { Tenant, World } from '../api/ports/world.ts';
import { createLocalCloud, type LocalCloud } from '../local/cloud.ts';
import type { TokenWish } from '../local/control/persona-routes.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../local/entra/app.ts';
import { FASTSPRING_ENV } from '../local/fastspring/settings.ts';
import type { PersonaFacts, PersonaName } from '../local/personas.ts';
import type { TenantOptions } from '../local/tenants/options.ts';
import { storeSettings } from './store-under-test.ts';

/** How a world for a test is started. */
export interface WorldOptions {
  /** Over how many buckets new tenants' people are spread. Default 1, or what `HEADCOUNT_TEST_BUCKETS` says. */
  readonly buckets?: number;
  /** The directory's tenants. Default: Contoso and Fabrikam with the personas alone. */
  readonly tenants?: readonly TenantOptions[];
  /** Settings over those of a test, by the names of the environment's variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives every line of the log. Default: nothing is logged. */
  readonly onLog?: (line: string) => void;
  /** Whether owner and peer admin have signed in once, so that both tenants have their accounts. Default true. */
  readonly setUp?: boolean;
  /** Whether the built tab is served: reading its files takes as long as all else of a start. Default false. */
  readonly tab?: boolean;
}

/** What the API answered. `body` is the parsed JSON, the text where it is none, or null where there is none. */
export interface Reply<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A request to the API. A body is sent as JSON; a text as it is, under `contentType`. */
export interface Asking {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key. */
  readonly key?: string;
}

/** The API as one person sees it. */
export interface Api {
  request<T = Record<string, unknown>>(
    method: string,
    path: string,
    asking?: Asking,
  ): Promise<Reply<T>>;
  get<T = Record<string, unknown>>(path: string, asking?: Asking): Promise<Reply<T>>;
  post<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    asking?: Asking,
  ): Promise<Reply<T>>;
  put<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    asking?: Asking,
  ): Promise<Reply<T>>;
  patch<T = Record<string, unknown>>(
    path: string,
    body?: unknown,
    asking?: Asking,
  ): Promise<Reply<T>>;
  delete<T = Record<string, unknown>>(path: string, asking?: Asking): Promise<Reply<T>>;
}

/** Headcount and the local cloud, both running in this process on free ports of 127.0.0.1. */
export interface TestWorld {
  readonly cloud: LocalCloud;
  /** Where the API answers. */
  readonly origin: string;
  /** The insides of the running Headcount. After `restart` it is another one. */
  readonly world: () => World;
  /** The home tenant, as actions know it. */
  readonly tenant: Tenant;
  /** Where Headcount keeps its data. */
  readonly dataDir: string;
  persona(name: PersonaName): PersonaFacts;
  /** The API for a persona, for another user of the persona's tenant, or with an odd token (`TokenWish`). */
  api(persona: PersonaName, wish?: TokenWish): Api;
  /** The API for whoever shows this Authorization header, or none. */
  apiWith(authorization?: string): Api;
  /** Waits until Headcount is ready: the directories of all tenants that are set up have been read. */
  synced(): Promise<void>;
  /** Moves the one clock by an ISO 8601 duration and waits until Headcount has followed. */
  advance(duration: string): Promise<void>;
  /** Stops Headcount and starts it again on the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** After so long a directory that is not read yet is a failure of the test. */
const SYNC_WAIT_MAX_MS = 120_000;

function createApi(origin: () => string, authorization: () => Promise<string | undefined>): Api {
  const request = async <T>(
    method: string,
    path: string,
    asking: Asking = {},
  ): Promise<Reply<T>> => {
    const bearer = await authorization();
    const headers = {
      ...(bearer === undefined ? {} : { Authorization: bearer }),
      ...(asking.body === undefined
        ? {}
        : { 'Content-Type': asking.contentType ?? 'application/json' }),
      ...(asking.key === undefined ? {} : { 'Idempotency-Key': asking.key }),
      ...asking.headers,
    };
    const body = typeof asking.body === 'string' ? asking.body : JSON.stringify(asking.body);
    const response = await fetch(`${origin()}${path}`, {
      method,
      headers,
      ...(asking.body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const parsed: unknown = text === '' ? null : isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed as T };
  };
  return {
    request,
    get: (path, asking) => request('GET', path, asking),
    post: (path, body, asking) => request('POST', path, { body, ...asking }),
    put: (path, body, asking) => request('PUT', path, { body, ...asking }),
    patch: (path, body, asking) => request('PATCH', path, { body, ...asking }),
    delete: (path, asking) => request('DELETE', path, asking),
  };
}

/** Starts everything that a test through the front door needs. Stop it at the end, also of a failed test. */
export async function startWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const buckets = options.buckets ?? Number(process.env['HEADCOUNT_TEST_BUCKETS'] ?? 1);
  const cloud = await createLocalCloud(
    options.tenants === undefined ? {} : { tenants: options.tenants },
  );
  const dataDir = await mkdtemp(join(tmpdir(), 'headcount-'));
  const store = await storeSettings();
  const read = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    HEADCOUNT_BUCKETS: String(buckets),
    AZURE_CLIENT_ID: CLIENT_ID,
    AZURE_CLIENT_SECRET: CLIENT_SECRET,
    LOCAL_CLOUD_ORIGIN: cloud.origin,
    MAIL_SENDER: cloud.mailSender.mailbox,
    MAIL_SENDER_TENANT: cloud.mailSender.tenantId,
    SEATS_CONTACT: 'licenses@headcount.example',
    SALES_CONTACT: 'sales@headcount.example',
    ...FASTSPRING_ENV,
    OPERATOR_TENANT: cloud.personas.fact('operator').tenantId,
    TEAMS_APP_ID: CLIENT_ID,
    ...store.env,
    ...options.env,
  });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { config } = read;
  const { onLog } = options;
  const log = onLog === undefined ? createLog('silent') : createLog('debug', { write: onLog });
  const withTab = options.tab === true ? {} : { tabDir: join(dataDir, 'no-tab') };
  const start = async (): Promise<Headcount> => {
    const started = await startHeadcount(config, log, { checkAnswers: true, ...withTab });
    cloud.connector.delivery.listensAt(`http://127.0.0.1:${started.port ?? 0}/api/messages`);
    return started;
  };

  let headcount = await start();
  const origin = (): string => `http://127.0.0.1:${headcount.port ?? 0}`;
  const listens = (): void =>
    cloud.fastSpring.webhooks.listensAt(`${origin()}/webhooks/fastspring`);
  listens();
  const api = (name: PersonaName, wish?: TokenWish): Api => {
    let token: Promise<string> | undefined;
    return createApi(origin, async () => `Bearer ${await (token ??= cloud.tokenFor(name, wish))}`);
  };

  if (options.setUp ?? true) {
    for (const name of ['owner', 'peerAdmin'] as const) await api(name).get('/api/me');
  }
  return {
    cloud,
    get origin() {
      return origin();
    },
    world: () => headcount.world,
    tenant: { tenantId: cloud.personas.fact('owner').tenantId, buckets },
    dataDir,
    persona: (name) => cloud.personas.fact(name),
    api,
    apiWith: (authorization) => createApi(origin, () => Promise.resolve(authorization)),
    async synced() {
      const anybody = createApi(origin, () => Promise.resolve(undefined));
      const givesUpAtMs = Date.now() + SYNC_WAIT_MAX_MS;
      for (;;) {
        const { status, body } = await anybody.get('/ready');
        if (status === 200) return;
        if (Date.now() > givesUpAtMs) throw new Error(`Not ready: ${JSON.stringify(body)}`);
        await wait(20);
      }
    },
    async advance(duration) {
      cloud.clock.advance(duration);
      const reached = cloud.clock.now();
      while (headcount.world.clock.now() < reached) await wait(1);
    },
    async restart() {
      await headcount.stop();
      headcount = await start();
      listens();
    },
    async stop() {
      await headcount.stop();
      await cloud.close();
      await store.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
