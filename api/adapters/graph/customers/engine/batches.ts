import { AppError } from '../../../../kernel/errors.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { Transport } from '../../../transport/transport.ts';
import { GRAPH_ORIGIN, wasNeverConnected } from '../../chain.ts';
import type { Pace } from '../../pace.ts';
import { retryAfterMsOf } from '../../patience.ts';
import type { WriteBudget } from './budget.ts';
import type { Party, Waiting } from './party.ts';
import type { WriteRequest } from './requests.ts';
import type { Answer } from './verdicts.ts';

/** Graph takes at most so many requests in one batch. */
const BATCH_MAX = 20;

/** So many batches to one tenant are under way at once: at the beginning, and at most. */
const BATCHES_FIRST = 4;
const BATCHES_MAX = 12;

/** What batches to one tenant are sent with. */
export interface BatchParts {
  readonly transport: Transport;
  readonly pace: Pace;
  readonly budget: WriteBudget;
  readonly clock: Clock;
}

/** Sends the writes of all parties to one tenant in batches, each party's with its own token, in turns. */
export interface Batches {
  /**
   * Fulfils with what became of one request; rejects where the party has ended before it was sent.
   */
  send(party: Party, request: WriteRequest): Promise<Answer>;
}

/**
 * Batches to one tenant. As many are under way at once as Graph takes without refusing: one more after each that went
 * well, half of them after one that was mostly refused.
 */
export function createBatches(parts: BatchParts): Batches {
  let parties: Party[] = [];
  let underWay = 0;
  let atOnce = BATCHES_FIRST;
  let sending = false;

  /** The party whose turn it is. */
  const next = (): Party | undefined => {
    parties = parties.filter(({ queue }) => queue.length > 0);
    const party = parties.shift();
    if (party !== undefined) parties.push(party);
    return party;
  };

  const deliver = async (party: Party, some: readonly Waiting[]): Promise<void> => {
    const answers = await postBatch(party, some, parts).finally(() =>
      parts.budget.answered(some.length),
    );
    some.forEach(({ answer }, i) => answer(answers[i] ?? LOST));
    const refused = answers.filter(isRefused).length;
    if (refused * 2 > answers.length) atOnce = Math.max(1, Math.floor(atOnce / 2));
    else atOnce = Math.min(BATCHES_MAX, atOnce + 1);
  };

  const sendAll = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (let party = next(); party !== undefined && underWay < atOnce; party = next()) {
      const { queue, end } = party;
      const most = await parts.budget
        .take(Math.min(BATCH_MAX, queue.length))
        .catch((reason: unknown) => {
          end(reason);
          return 0;
        });
      const some = queue.splice(0, most);
      parts.budget.giveBack(most - some.length);
      if (some.length === 0) continue;
      underWay += 1;
      void deliver(party, some)
        .catch((reason: unknown) => {
          for (const { fail } of some) fail(reason);
        })
        .finally(() => {
          underWay -= 1;
          void sendAll();
        });
    }
    sending = false;
  };

  return {
    send(party, request) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const ended = party.ended();
      if (ended !== undefined) reject(ended.reason);
      else party.queue.push({ request, answer: resolve, fail: reject });
      if (!parties.includes(party)) parties.push(party);
      // What is asked for in the same moment goes together.
      setImmediate(() => void sendAll());
      return promise;
    },
  };
}

const LOST: Answer = { state: 'lost', retryAfterMs: null };

const isRefused = (answer: Answer): boolean =>
  answer.state !== 'answered' || answer.status === 429 || answer.status >= 500;

/** Sends one batch; what became of each request, in their order. Where the agent gets no token any more, the party ends. */
async function postBatch(
  party: Party,
  some: readonly Waiting[],
  parts: BatchParts,
): Promise<readonly Answer[]> {
  const all = (answer: Answer): Answer[] => some.map(() => answer);
  let token: string;
  try {
    await parts.pace.turn();
    token = await party.tokens();
  } catch (refusal) {
    if (!(refusal instanceof AppError)) throw refusal;
    if (refusal.code !== 'directory-unavailable') party.end(refusal);
    const { retryAfterSeconds } = refusal.facts;
    return all({
      state: 'unsent',
      retryAfterMs: retryAfterSeconds === undefined ? null : retryAfterSeconds * 1_000,
    });
  }
  let response: Response;
  let body: unknown;
  try {
    response = await parts.transport(`${GRAPH_ORIGIN}/v1.0/$batch`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ requests: some.map(({ request }, id) => innerOf(request, id)) }),
    });
    body = parsed(await response.text());
  } catch (error) {
    return all(wasNeverConnected(error) ? { state: 'unsent', retryAfterMs: null } : LOST);
  }
  const { status, headers } = response;
  if (status !== 200) return all({ state: 'answered', status, headers, body });
  if (body === null) return all(LOST);
  return answersIn(body as BatchBody, some.length, parts);
}

/** JSON, or null: what stands between us and Graph answers in other ways, and what breaks off is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the answer of a batch says of each of its requests; one that it does not name is lost. */
function answersIn(
  { responses = [] }: BatchBody,
  count: number,
  { pace, budget, clock }: BatchParts,
): Answer[] {
  const answers = Array.from({ length: count }, (): Answer => LOST);
  for (const { id, status, headers: raw, body } of responses) {
    const headers = new Headers(raw ?? {});
    pace.heed(headers);
    answers[Number(id)] = { state: 'answered', status, headers, body };
    if (status !== 429 || !isTenantsLimit(headers)) continue;
    budget.pause(clock.now() + (retryAfterMsOf(headers, Date.now()) ?? 0));
  }
  return answers;
}

/** Whether a refusal is of the whole tenant's limit, and not of one request's. */
const isTenantsLimit = (headers: Headers): boolean =>
  /^Tenant_Application/i.test(headers.get('x-ms-throttle-scope') ?? '');

interface BatchBody {
  readonly responses?: readonly {
    readonly id: string;
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }[];
}

const innerOf = ({ method, url, body }: WriteRequest, id: number): object => ({
  id: String(id),
  method,
  url,
  ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body }),
});
