/** A persona as the local cloud tells of it. */
export interface Persona {
  readonly name: string;
  readonly tenantId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** The one clock of the local installation, at one moment. */
export interface ClockFacts {
  readonly now: string;
  readonly rate: number;
}

/** A mail, without its content. */
export interface Mail {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly { readonly address: string }[];
  readonly subject: string;
}

/** A message of a chat with the bot. */
export interface ChatMessage {
  readonly id: string;
  readonly at: string;
  readonly from: 'bot' | 'person';
  readonly activity: {
    readonly text?: string;
    readonly attachments?: readonly { readonly contentType: string; readonly content: object }[];
  };
  readonly changedAt: string | null;
  /** The card that the bot answered when a button was pressed. */
  readonly shownCard: object | null;
}

/** The chat of a person with the bot. */
export interface Chat {
  /** Null where the person has not installed the app. */
  readonly installation: object | null;
  readonly messages: readonly ChatMessage[];
}

/** What the bot was told, with its answers; the status is null where it gave none. */
export interface Told {
  readonly told: readonly { readonly answer: { readonly status: number | null } }[];
}

async function call<T>(path: string, body?: object, method = 'POST'): Promise<T> {
  const response = await fetch(`/cloud${path}`, {
    ...(body === undefined
      ? {}
      : {
          method,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
  });
  if (!response.ok) throw new Error(`The local cloud answers ${response.status} to ${path}.`);
  return (await response.json()) as T;
}

export const readPersonas = async (): Promise<readonly Persona[]> =>
  (await call<{ items: readonly Persona[] }>('/personas')).items;

/** An access token for the API, as Entra ID would give it to Teams for this person. */
export const tokenFor = async (persona: string): Promise<string> =>
  (await call<{ access_token: string }>(`/personas/${encodeURIComponent(persona)}/token`, {}))
    .access_token;

/** All mail of the local installation, the oldest first. */
export const readMails = async (): Promise<readonly Mail[]> =>
  (await call<{ mails: readonly Mail[] }>('/outbox')).mails;

const chatOf = ({ tenantId, objectId }: Persona): string =>
  `/tenants/${tenantId}/users/${objectId}/chat`;

export const readChat = (persona: Persona): Promise<Chat> => call(chatOf(persona));

export const installApp = (persona: Persona): Promise<Told> =>
  call(`${chatOf(persona)}/installation`, {}, 'PUT');

export const uninstallApp = (persona: Persona): Promise<Told> =>
  call(`${chatOf(persona)}/installation`, {}, 'DELETE');

export const writeToBot = (persona: Persona, text: string): Promise<Told> =>
  call(`${chatOf(persona)}/messages`, { text });

/** @param pressed an Action.Execute, with what stands in the card's inputs in its data */
export const pressButton = (
  persona: Persona,
  messageId: string,
  pressed: { readonly verb: string; readonly data: object },
): Promise<Told> => call(`${chatOf(persona)}/messages/${messageId}/press`, pressed);

export const readClock = (): Promise<ClockFacts> => call('/clock');

/** @param duration ISO 8601, such as P1D */
export const advanceClock = (duration: string): Promise<ClockFacts> =>
  call('/clock', { advance: duration });
