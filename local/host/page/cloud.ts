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

async function call<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`/cloud${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
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

export const readClock = (): Promise<ClockFacts> => call('/clock');

/** @param duration ISO 8601, such as P1D */
export const advanceClock = (duration: string): Promise<ClockFacts> =>
  call('/clock', { advance: duration });
