import { randomUUID } from 'node:crypto';
import { createChance } from './chance.ts';
import { CONNECTOR_HOST } from './connector/context.ts';
import { connectorFaultAnswer, refusalAnswer, type ConnectorCode } from './connector/refusals.ts';
import { entraErrorAnswer, type AadstsCode } from './entra/errors.ts';
import { deltaFaultAnswer, graphFaultAnswer, type DeltaFault } from './graph/fault-answers.ts';
import { GRAPH_HOST } from './graph/address.ts';
import type { Answer, Call, Host, Mishap } from './wire.ts';

/**
 * `lost`: never sent · `duplicated`: sent twice · `reordered`: last item first · `wrongClientState` and
 * `unknownSubscription`: sent with another value, as a stranger would.
 */
export type NotificationFault =
  'lost' | 'duplicated' | 'reordered' | 'wrongClientState' | 'unknownSubscription';

/** All of them. */
export const NOTIFICATION_FAULTS: readonly NotificationFault[] = [
  'lost',
  'duplicated',
  'reordered',
  'wrongClientState',
  'unknownSubscription',
];

/** One fault as a test queues it. */
export interface FaultSpec {
  /** The production host, for example graph.microsoft.com. */
  readonly host: string;
  readonly method?: string | undefined;
  /** Beginning of the path; with a `*` in it, a pattern for the whole path. All paths where left out. */
  readonly path?: string | undefined;
  /** Only requests that speak of this tenant, in the path or in the bearer token. */
  readonly tenantId?: string | undefined;
  /** Lets so many fitting requests pass first. Default 0. */
  readonly skip?: number | undefined;
  /** Strikes so often. Default 1. */
  readonly times?: number | undefined;
  /** Strikes this share of the fitting requests, by chance; all of them where left out. */
  readonly share?: number | undefined;
  /** Where the chance begins. Default 1. */
  readonly seed?: number | undefined;
  /** `after`: the act is done before the fault answers (504 after a committed POST). Default `before`. */
  readonly when?: 'before' | 'after' | undefined;
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The answer's body; the host's own error body for `status` where left out. */
  readonly body?: unknown;
  /** Breaks the connection before or after the act was done. */
  readonly reset?: 'before' | 'after' | undefined;
  /** An Entra error by its AADSTS number. */
  readonly aadsts?: AadstsCode | undefined;
  /** A refusal of the bot connector by its code. */
  readonly connector?: ConnectorCode | undefined;
  /** One of delta's own failures. */
  readonly delta?: DeltaFault | undefined;
  /** Rows to put before those of a real page: stale replays. */
  readonly rowsBefore?: readonly object[] | undefined;
  /**
   * What happens to one delivery of change notifications; `host` is `notifications`, `path` that of its URL; of an
   * activity for the bot it is `bot`.
   */
  readonly notification?: NotificationFault | undefined;
  readonly delayMs?: number | undefined;
  readonly truncateAtBytes?: number | undefined;
  readonly slowBodyMs?: number | undefined;
}

/** A queued fault and what became of it. */
export interface FaultState extends FaultSpec {
  readonly id: string;
  /** How often it may still strike. */
  readonly left: number;
  /** How often it struck. */
  readonly struck: number;
}

/** The queue of faults. The first that fits a request strikes. */
export interface Faults {
  add(spec: FaultSpec): FaultState;
  /** Used-up faults stay in the list until `clear`, so that a test can see that they struck. */
  list(): readonly FaultState[];
  clear(): void;
  /** The fault that strikes this request, used up by one; `undefined` for none. */
  strike(hostName: string, call: Struck): FaultSpec | undefined;
  /** `host` with the queued faults in front of it. */
  around(hostName: string, host: Host): Host;
}

/** What of a request decides whether a fault strikes it. */
type Struck = Pick<Call, 'method' | 'url' | 'headers'>;

interface Queued {
  readonly spec: FaultSpec;
  readonly id: string;
  readonly isHit: () => boolean;
  toSkip: number;
  left: number;
  struck: number;
}

/** An empty queue. */
export function createFaults(): Faults {
  let queue: Queued[] = [];

  const state = ({ spec, id, left, struck }: Queued): FaultState => ({ ...spec, id, left, struck });

  const strike: Faults['strike'] = (hostName, call) => {
    for (const fault of queue) {
      if (fault.left === 0 || !fits(fault.spec, hostName, call)) continue;
      if (fault.toSkip > 0) {
        fault.toSkip -= 1;
        continue;
      }
      if (!fault.isHit()) continue;
      fault.left -= 1;
      fault.struck += 1;
      return fault.spec;
    }
    return undefined;
  };

  return {
    add(spec) {
      const { skip = 0, times = 1, share = 1, seed = 1 } = spec;
      const chance = createChance(seed);
      const isHit = (): boolean => share === 1 || chance() < share;
      const fault: Queued = { spec, id: randomUUID(), isHit, toSkip: skip, left: times, struck: 0 };
      queue.push(fault);
      return state(fault);
    },
    list: () => queue.map(state),
    clear() {
      queue = [];
    },
    strike,
    around: (hostName, host) => async (call) => {
      const fault = strike(hostName, call);
      return fault ? faulty(fault, call, host) : host(call);
    },
  };
}

function fits(
  { host, method, path, tenantId }: FaultSpec,
  hostName: string,
  call: Struck,
): boolean {
  if (host !== hostName) return false;
  if (method !== undefined && method.toUpperCase() !== call.method) return false;
  if (tenantId !== undefined && !speaksOf(call, tenantId.toLowerCase())) return false;
  if (path === undefined) return true;
  const { pathname } = call.url;
  return path.includes('*') ? patternOf(path).test(pathname) : pathname.startsWith(path);
}

/** Looks into the token without checking it: whoever checks it comes later. */
function speaksOf({ url, headers }: Struck, tenantId: string): boolean {
  if (url.pathname.toLowerCase().includes(tenantId)) return true;
  const [, claims = ''] = headers.authorization?.split('.') ?? [];
  return Buffer.from(claims, 'base64url').toString('utf8').includes(`"tid":"${tenantId}"`);
}

function patternOf(path: string): RegExp {
  const literal = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}

async function faulty(fault: FaultSpec, call: Call, host: Host): Promise<Answer> {
  const mishap = mishapOf(fault);
  if (fault.reset === 'before') return { status: 200, mishap };
  const instead = answerOf(fault, call);
  if (instead && fault.when !== 'after') return { ...instead, mishap };
  const real = await host(call);
  return { ...(instead ?? withRows(real, fault.rowsBefore)), mishap };
}

/** What the fault answers instead of the host, `undefined` where the host's own answer goes out. */
function answerOf(fault: FaultSpec, call: Call): Answer | undefined {
  if (fault.aadsts !== undefined) return withHeaders(entraErrorAnswer(fault.aadsts), fault);
  if (fault.connector !== undefined) return withHeaders(refusalAnswer(fault.connector), fault);
  if (fault.delta !== undefined) return withHeaders(deltaFaultAnswer(fault.delta, call), fault);
  if (fault.status === undefined) return undefined;
  if (fault.body !== undefined) {
    return withHeaders({ status: fault.status, body: fault.body }, fault);
  }
  if (fault.host === GRAPH_HOST) {
    return withHeaders(graphFaultAnswer(fault.status, call), fault);
  }
  if (fault.host === CONNECTOR_HOST) return withHeaders(connectorFaultAnswer(fault.status), fault);
  return withHeaders({ status: fault.status, body: '' }, fault);
}

function withHeaders(answer: Answer, { headers }: FaultSpec): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function withRows(answer: Answer, rows: readonly object[] | undefined): Answer {
  const body = answer.body as { readonly value?: readonly object[] } | undefined;
  if (!rows || !body?.value) return answer;
  return { ...answer, body: { ...body, value: [...rows, ...body.value] } };
}

function mishapOf({ reset, delayMs, truncateAtBytes, slowBodyMs }: FaultSpec): Mishap {
  return {
    ...(reset === undefined ? {} : { reset: true }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(truncateAtBytes === undefined ? {} : { truncateAtBytes }),
    ...(slowBodyMs === undefined ? {} : { slowBodyMs }),
  };
}
