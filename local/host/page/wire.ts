/**
 * How teams-js and its host speak: messages between windows. Read in teams-js 2.58 and tried with it; Microsoft has no
 * description of it.
 */

/** What a window of the app asks or tells. What it only tells waits for no answer. */
export interface Asked {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args: readonly unknown[];
}

type Answer = readonly unknown[];

/** What a host can do, by the functions' names on the wire. */
export interface HostFunctions {
  /** What the app waits for. */
  readonly answers: Readonly<Record<string, (...args: Answer) => Answer | Promise<Answer>>>;
  /** What the app only tells. */
  readonly hears: Readonly<Record<string, (...args: Answer) => void>>;
}

/** A line of the conversation, for whoever looks on. */
export interface Line {
  readonly from: 'tab' | 'host';
  readonly func: string;
  readonly args: readonly unknown[];
  /** The host has no such function: teams-js gets no answer. */
  readonly unknown?: boolean;
}

/** The conversation with one window of the app. */
export interface Conversation {
  /** Tells the app that something has happened, such as `themeChange`. */
  tell(func: string, ...args: readonly unknown[]): void;
  end(): void;
}

function askedIn(data: unknown): Asked | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, uuidAsString, func, args } = data as Record<string, unknown>;
  if (typeof func !== 'string') return null;
  return {
    id: typeof id === 'number' ? id : -1,
    ...(typeof uuidAsString === 'string' ? { uuidAsString } : {}),
    func,
    args: Array.isArray(args) ? args : [],
  };
}

/**
 * Speaks with a window of the app as Teams would.
 * @param target the window; null while there is none
 * @param origin where the app is served; messages from elsewhere are not heard
 */
export function converse(
  target: () => Window | null,
  origin: string,
  functions: HostFunctions,
  noted: (line: Line) => void,
): Conversation {
  /** The window that has spoken last. Before that there is a blank page in it, which would be no listener. */
  let listener: MessageEventSource | null = null;

  /** A window that has been replaced meanwhile hears nothing any more. */
  const send = (to: MessageEventSource | null, message: object): void => {
    const now = target();
    if (now !== null && now === to) now.postMessage(message, origin);
  };

  const functionIn = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
    Object.hasOwn(table, name) ? table[name] : undefined;

  const respond = async (
    asker: MessageEventSource | null,
    { id, uuidAsString, func, args }: Asked,
  ): Promise<void> => {
    const answer = functionIn(functions.answers, func);
    const heard = functionIn(functions.hears, func);
    const isKnown = answer !== undefined || heard !== undefined;
    noted({ from: 'tab', func, args, ...(isKnown ? {} : { unknown: true }) });
    heard?.(...args);
    if (answer !== undefined) send(asker, { id, uuidAsString, args: await answer(...args) });
  };

  const hear = (event: MessageEvent): void => {
    if (event.source !== target() || event.origin !== origin) return;
    listener = event.source;
    const asked = askedIn(event.data);
    if (asked !== null) void respond(event.source, asked);
  };
  window.addEventListener('message', hear);

  return {
    tell(func, ...args) {
      noted({ from: 'host', func, args });
      send(listener, { func, args });
    },
    end: () => window.removeEventListener('message', hear),
  };
}
