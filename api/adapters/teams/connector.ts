import { AppError } from '../../kernel/errors.ts';
import type { DeliveryOutcome } from '../../ports/channel.ts';
import type { Chat } from '../../ports/chat.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { backOffMs, retryAfterMsOf, type Patience } from '../graph/patience.ts';
import type { TokenSource } from '../graph/tokens.ts';
import type { Transport } from '../transport/transport.ts';
import { answerOf, codeIn, type Answer } from './answers.ts';
import type { Pace } from './pace.ts';

/** What the connector is reached with. */
export interface ConnectorParts {
  readonly transport: Transport;
  /** The bot's own token for the connector. */
  readonly token: TokenSource;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly log: Log;
  readonly serves: Chat['serves'];
  readonly patience?: Patience;
}

/** Of what is refused for a moment. What must wait longer than this waits as a delivery, where it survives a restart. */
const PATIENCE: Patience = {
  tries: 5,
  firstMs: 500,
  longestMs: 8_000,
  longestRetryAfterMs: 10_000,
};

/** So many refusals in a row for saying too much slow down a whole tenant, and not one thread alone. */
const THROTTLED_IN_A_ROW = 3;

/** The hosts of the public cloud's connector. */
const CONNECTOR_HOSTS: ReadonlySet<string> = new Set(['smba.trafficmanager.net']);

/** Whether an address is one of the connector's, so that the bot's token may go there. */
export function isConnector(serviceUrl: string): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, port, username } = new URL(serviceUrl);
  return protocol === 'https:' && port === '' && username === '' && CONNECTOR_HOSTS.has(hostname);
}

/** One call: what the connector said, or the error where nobody did. */
type Called =
  | {
      readonly answer: Answer;
      readonly retryAfterMs: number | null;
      readonly code: string;
      readonly status: number;
    }
  | { readonly error: unknown };

/** The conversations of Teams over the bot connector's REST calls. */
export function createConnectorChat(parts: ConnectorParts): Chat {
  const { transport, token, pace, clock, log, patience = PATIENCE } = parts;
  const throttledInARow = new Map<string, number>();

  const post = async (address: string, body: string, fresh: boolean): Promise<Called> => {
    let bearer: string;
    try {
      bearer = await token(fresh);
    } catch (error) {
      return { error };
    }
    try {
      const response = await transport(address, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body,
      });
      const said = parsed(await response.text());
      const { status, headers } = response;
      return {
        answer: answerOf(status, said),
        retryAfterMs: retryAfterMsOf(headers, Date.now()),
        code: codeIn(said),
        status,
      };
    } catch (error) {
      return { error };
    }
  };

  const heed = (
    tenantId: string,
    { answer, retryAfterMs }: Exclude<Called, { readonly error: unknown }>,
  ): void => {
    if (!answer.again || answer.reason !== 'throttled') {
      throttledInARow.delete(tenantId);
      return;
    }
    const inARow = (throttledInARow.get(tenantId) ?? 0) + 1;
    throttledInARow.set(tenantId, inARow);
    if (inARow >= THROTTLED_IN_A_ROW) pace.pause(tenantId, retryAfterMs ?? patience.firstMs);
  };

  return {
    serves: parts.serves,
    async say(
      tenantId,
      { conversationId, serviceUrl },
      activity,
      begin = () => Promise.resolve(true),
    ) {
      const base = serviceUrl.replace(/\/+$/, '');
      const address = `${base}/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
      const body = JSON.stringify(activity);
      let begun = false;
      let fresh = false;
      for (let attempt = 1; ; attempt++) {
        const turn = await pace.turn(tenantId, conversationId);
        if (!turn.now) return throttled(turn.waitMs);
        let called: Called;
        try {
          if (!begun && !(await begin())) return { outcome: 'called-off' };
          begun = true;
          called = await post(address, body, fresh);
        } finally {
          turn.over();
        }
        if ('error' in called) {
          log.warn({ tenantId, err: called.error }, 'the bot connector did not answer');
          return outcomeOfError(called.error);
        }
        heed(tenantId, called);
        const { answer, retryAfterMs, status, code } = called;
        if (!answer.again) {
          if (status === 401 && !fresh && attempt < patience.tries) {
            fresh = true;
            continue;
          }
          if (answer.outcome.outcome !== 'delivered') {
            log.warn(
              { tenantId, status, code, ...answer.outcome },
              'the bot could not say something',
            );
          }
          return answer.outcome;
        }
        const waitMs = (retryAfterMs ?? 0) + backOffMs(attempt, patience);
        if (attempt >= patience.tries || waitMs > patience.longestRetryAfterMs) {
          const { reason } = answer;
          log.warn({ tenantId, status, code, reason, attempt }, 'the bot could not say something');
          return { outcome: 'failed', reason, retryable: true, retryAfterMs };
        }
        await passed(clock, waitMs);
      }
    },
  };
}

const throttled = (retryAfterMs: number): DeliveryOutcome => ({
  ...{ outcome: 'failed', reason: 'throttled', retryable: true },
  retryAfterMs,
});

/** Waits on the product's clock, on which the platform's limits are kept too. */
const passed = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.at(clock.now() + ms, resolve));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** What is known where nobody answered: no token or no connection, and nothing was said; else nobody knows. */
function outcomeOfError(error: unknown): DeliveryOutcome {
  const notSent = (retryAfterSeconds?: number): DeliveryOutcome => ({
    ...{ outcome: 'failed', reason: 'not-reached', retryable: true },
    retryAfterMs: retryAfterSeconds === undefined ? null : retryAfterSeconds * 1_000,
  });
  if (error instanceof AppError) {
    return error.code === 'consent-missing'
      ? { outcome: 'failed', reason: 'not-permitted', retryable: false, retryAfterMs: null }
      : notSent(error.facts.retryAfterSeconds);
  }
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? cause.code : null;
    if (NEVER_CONNECTED.has(String(code))) return notSent();
  }
  return { outcome: 'unknown' };
}

const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
