import { app, authentication, FrameContexts, pages } from '@microsoft/teams-js';
import { ApiError } from './api-error.ts';
import {
  deepLinkTo,
  PERSONAL_TAB_ID,
  pathOfSubPage,
  themeOf,
  tokenRefusalOf,
  trustedHosts,
  within,
  type HostTheme,
} from './hosting.ts';
import { createTokenCache } from './token-cache.ts';

/** How long the host may take to answer the first call, and each later one that needs no person. */
const INITIALIZE_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 5_000;
/** The host may have to ask Entra ID. */
const TOKEN_TIMEOUT_MS = 30_000;

/** How the tab was opened. */
export type Opening =
  | {
      readonly in: 'teams';
      /** As the host writes it, such as `de-de`. */
      readonly locale: string;
      readonly theme: HostTheme;
      /** Where a deep link leads; `/` without one. */
      readonly path: string;
    }
  | { readonly in: 'browser' };

/** In Teams' own frame, or in its app on a phone, which frames nothing. */
const isHosted = (): boolean => window.parent !== window || 'nativeInterface' in window;

/** The page around the tab, or the one that opened its window. */
const framingPage = (): string => window.location.ancestorOrigins[0] ?? document.referrer;

const sayHello = (): Promise<void> =>
  within(
    INITIALIZE_TIMEOUT_MS,
    app.initialize(trustedHosts(window.location.origin, framingPage())),
  );

/** The app's id in Teams; null where the host does not say it. */
let ownAppId: string | null = null;

/**
 * Says hello to the host and learns who it is: language, theme, and where a deep link leads. The host's loading picture
 * stays until `showReady`.
 * @throws HostSilent where the page that frames us is no host, or takes too long
 */
export async function openInHost(): Promise<Opening> {
  if (!isHosted()) return { in: 'browser' };
  await sayHello();
  const context = await within(ANSWER_TIMEOUT_MS, app.getContext());
  app.notifyAppLoaded();
  const { appId, locale, theme } = context.app;
  ownAppId = appId?.toString() ?? null;
  return {
    in: 'teams',
    locale,
    theme: themeOf(theme),
    path: pathOfSubPage(context.page.subPageId),
  };
}

/** Tells the host that there is something to see; without it Teams shows its own error after 30 seconds. */
export function showReady(): void {
  if (app.isInitialized()) void app.notifySuccess().catch(() => undefined);
}

/** Tells the host that the tab cannot start. */
export function showFailure(message: string): void {
  if (!app.isInitialized()) return;
  app.notifyFailure({ reason: app.FailedReason.Other, message });
}

/** Follows the theme that the person chooses in the host. */
export function onThemeChange(changed: (theme: HostTheme) => void): void {
  if (app.isInitialized()) app.registerOnThemeChangeHandler((theme) => changed(themeOf(theme)));
}

/** Lets the host's back button go back inside the tab. `goBack` answers false where there is nothing to go back to. */
export function onBackButton(goBack: () => boolean): void {
  if (!app.isInitialized() || !pages.backStack.isSupported()) return;
  pages.backStack.registerBackButtonHandler(goBack);
}

/** Whether the host has opened us to set up a tab in a channel; nothing can be set up anywhere else. */
export const isSettingUp = (): boolean =>
  app.isInitialized() &&
  app.getFrameContext() === FrameContexts.settings &&
  pages.config.isSupported();

/** A tab in a channel, as the host keeps it. */
export interface ChannelTab {
  readonly entityId: string;
  /** The whole address that the channel shows. */
  readonly address: string;
  /** The name that the host offers; the person may write another. */
  readonly name: string;
}

/** The id of the channel's tab that is being changed; undefined for a new one, and where the host does not say. */
export async function keptEntityId(): Promise<string | undefined> {
  try {
    return (await within(ANSWER_TIMEOUT_MS, pages.getConfig())).entityId;
  } catch {
    return undefined;
  }
}

/**
 * Lets the host's own button save a tab for the channel; while there is none to save, the button is off.
 * @param failure what the host tells the person where it does not take the tab
 */
export function offerChannelTab(tab: ChannelTab | null, failure: string): void {
  if (!isSettingUp()) return;
  pages.config.registerOnSaveHandler((saving) => {
    if (tab === null) {
      saving.notifyFailure(failure);
      return;
    }
    const { entityId, address, name } = tab;
    pages.config
      .setConfig({
        entityId,
        contentUrl: address,
        websiteUrl: address,
        suggestedDisplayName: name,
      })
      .then(
        () => saving.notifySuccess(),
        () => saving.notifyFailure(failure),
      );
  });
  pages.config.setValidityState(tab !== null);
}

/** A token of the signed-in person; what the host says when there is none becomes a refusal with words. */
async function askForToken(): Promise<string> {
  try {
    return await within(TOKEN_TIMEOUT_MS, authentication.getAuthToken());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ApiError({ status: 0, code: tokenRefusalOf(said), detail: said });
  }
}

const tokens = createTokenCache(askForToken, () => Date.now());

/**
 * The access token for the API (single sign-on; Teams, "Enable SSO for tab apps").
 * @param fresh the API refused the last one
 * @throws ApiError `consent-needed`, `sign-in-cancelled`, `sign-in-failed`
 */
export const accessToken = (fresh = false): Promise<string> => tokens.take({ fresh });

/** The page of ours that leads to Entra ID's consent page, and back. */
const CONSENT_PATH = '/auth/consent';

/** Opens Entra ID's consent page in a window of its own; ends when the person has answered. */
export async function askForConsent(): Promise<void> {
  const url = new URL(CONSENT_PATH, window.location.origin).href;
  await authentication.authenticate({ url, width: 600, height: 620 });
}

/** On the page to which Entra ID returns: tells the tab how it went, which closes the window. */
export async function endConsent(failure: string | null): Promise<void> {
  await sayHello();
  if (failure === null) authentication.notifySuccess('consented');
  else authentication.notifyFailure(failure);
}

/** A link that opens an address of the tab in Teams, or null where the host does not say which app we are. */
export const linkTo = (path: string, label: string): string | null =>
  ownAppId === null ? null : deepLinkTo({ appId: ownAppId, pageId: PERSONAL_TAB_ID, path, label });

/**
 * Puts a text on the clipboard; false where it is not let. The browser's own way: teams-js gives its own up (2.54).
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
