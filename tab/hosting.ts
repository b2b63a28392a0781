/** The themes that a host of the tab has. */
export type HostTheme = 'default' | 'dark' | 'contrast';

/** A host's theme; one that is not known yet looks like the light one. */
export const themeOf = (name: string | undefined): HostTheme =>
  name === 'dark' || name === 'contrast' ? name : 'default';

const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(origin).hostname);

/**
 * Which origins beside Microsoft's own may host the tab: on one's own machine, the page that frames it. A tab that is
 * served from anywhere else trusts Microsoft's hosts alone.
 * @param own the tab's own origin
 * @param framing the origin or address of the page that frames it, as far as the browser tells; may be empty
 */
export function trustedHosts(own: string, framing: string): string[] {
  if (!isLoopback(own) || !isLoopback(framing)) return [];
  return [new URL(framing).origin];
}

/**
 * The address inside the tab that a deep link names (`subPageId`). Whatever is no such address leads to the start.
 * @returns a path that begins with one slash
 */
export function pathOfSubPage(subPageId: string | undefined): string {
  if (subPageId === undefined || !/^\/(?![/\\])/.test(subPageId)) return '/';
  return subPageId;
}

/** The id of the personal tab in the manifest. A link leads there, also one that was made in a channel. */
export const PERSONAL_TAB_ID = 'headcount';

/** What a deep link into the tab is made of. */
export interface LinkTarget {
  /** The app's id in Teams. */
  readonly appId: string;
  /** The tab's id in the manifest. */
  readonly pageId: string;
  /** The address inside the tab, such as `/people/{id}`. */
  readonly path: string;
  readonly label: string;
}

/**
 * A link that opens an address of the tab in Teams.
 * Source: learn.microsoft.com, Teams, "Deep link to an application".
 */
export function deepLinkTo({ appId, pageId, path, label }: LinkTarget): string {
  const context = JSON.stringify({ subEntityId: path });
  const query = new URLSearchParams({ label, context }).toString().replaceAll('+', '%20');
  return `https://teams.microsoft.com/l/entity/${encodeURIComponent(appId)}/${encodeURIComponent(pageId)}?${query}`;
}

/** A host that did not answer in time. */
export class HostSilent extends Error {
  override readonly name = 'HostSilent';
}

/**
 * The answer of the host, or a failure where it takes longer than it may: the tab never waits for ever.
 * @throws HostSilent
 */
export async function within<T>(timeoutMs: number, asked: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new HostSilent(`The host did not answer within ${timeoutMs} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why the host gives no token. */
export type TokenRefusal = 'consent-needed' | 'sign-in-cancelled' | 'sign-in-failed';

/** What to do about a host that gives no token, by what it says (`authentication.getAuthToken`). */
export function tokenRefusalOf(message: string): TokenRefusal {
  if (/consent|interaction|AADSTS65001|FailedToOpenWindow/i.test(message)) return 'consent-needed';
  if (/cancel/i.test(message)) return 'sign-in-cancelled';
  return 'sign-in-failed';
}
