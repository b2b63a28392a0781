import type { Faults } from '../faults.ts';
import type { Activity } from './messages.ts';

/** What the bot answered to an activity. */
export interface Delivered {
  /** The HTTP status; null where nobody answered. */
  readonly status: number | null;
  /** Parsed where it is JSON, the text where not, null where there is none. */
  readonly body: unknown;
}

/** Brings activities to the bot, once each: Teams does not repeat them. */
export interface Delivery {
  /** The bot's messaging endpoint, as its registration has it; null while there is none. */
  endpoint(): string | null;
  listensAt(endpoint: string | null): void;
  /** @param token null for none */
  send(activity: Activity, token: string | null): Promise<Delivered>;
}

/** Teams waits so long for a bot (system clock). */
const PATIENCE_MS = 15_000;

/** The host under which faults for what goes to the bot are queued. */
const BOT_FAULTS = 'bot';

/** A delivery to a bot that has no endpoint yet. */
export function createDelivery(faults: Faults): Delivery {
  let endpoint: string | null = null;

  const post = async (activity: Activity, token: string | null): Promise<Delivered> => {
    if (endpoint === null) return { status: null, body: null };
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(activity),
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch {
      return { status: null, body: null };
    }
  };

  return {
    endpoint: () => endpoint,
    listensAt: (url) => (endpoint = url),
    async send(activity, token) {
      const url = new URL(endpoint ?? 'http://127.0.0.1/');
      const fault = faults.strike(BOT_FAULTS, { method: 'POST', url, headers: {} });
      if (fault?.notification === 'lost') return { status: null, body: null };
      if (fault?.notification === 'duplicated') await post(activity, token);
      return post(activity, token);
    },
  };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
