import { pageOfDeepLink, type ChannelTab, type Whereabouts } from './context.ts';
import { commonFunctions, createFrame, text, type Told } from './functions.ts';
import type { Theme } from './settings.ts';
import { signInWindow } from './sign-in-window.ts';
import { converse, type HostFunctions } from './wire.ts';

/** What the page around the tab knows and shows. */
export interface Surroundings extends Told {
  /** The channel's tab that is looked at; null for the personal one. */
  readonly channelTab: () => ChannelTab | null;
  /** The app is there, or says why it cannot be. */
  readonly loaded: () => void;
  readonly failed: (message: string) => void;
  /** A link that leads out of the tab, or to another place in it. */
  readonly opened: (link: string) => void;
  readonly navigated: (page: string) => void;
  readonly shared: (link: string) => void;
  /** The person has consented to the app. */
  readonly consented: () => void;
}

/** The tab in its frame, as Teams shows it. */
export interface TabFrame {
  /** Opens the tab anew, for the person, the language and the place that are chosen now. */
  open(): void;
  themeChanged(theme: Theme): void;
  back(): void;
}

/** Teams gives up on an app that has not said in this time that it is ready. */
const READY_WITHIN_MS = 30_000;

/** Puts the tab of `tabOrigin` into `place`. */
export function frameTab(place: HTMLElement, tabOrigin: string, around: Surroundings): TabFrame {
  let frame: HTMLIFrameElement | null = null;
  let late: ReturnType<typeof setTimeout> | undefined;

  const ready = (): void => {
    clearTimeout(late);
    around.loaded();
  };
  const failed = (reason: unknown, message: unknown): void => {
    clearTimeout(late);
    around.failed(text(message) || text(reason));
  };

  const whereabouts = (): Whereabouts => {
    const tab = around.channelTab();
    return tab === null ? { in: 'person' } : { in: 'channel', tab };
  };

  const signIn = async (
    url: unknown,
    width: unknown,
    height: unknown,
  ): Promise<readonly unknown[]> => {
    const size = { width: Number(width) || 600, height: Number(height) || 600 };
    try {
      const asked = { url: new URL(text(url)), ...size };
      const result = await signInWindow(
        asked,
        commonFunctions(around, 'authentication', whereabouts),
        around.noted,
      );
      around.consented();
      return [true, result];
    } catch (error) {
      return [false, error instanceof Error ? error.message : String(error)];
    }
  };

  const common = commonFunctions(around, 'content', whereabouts);
  const functions: HostFunctions = {
    answers: {
      ...common.answers,
      'appInitialization.success': () => {
        ready();
        return [];
      },
      'authentication.authenticate': signIn,
      executeDeepLink: (link) => {
        const page = pageOfDeepLink(text(link));
        if (page === null) around.opened(text(link));
        else around.navigated(page);
        return [true];
      },
      'pages.navigateToApp': (target) => {
        const { subPageId } = (target ?? {}) as { subPageId?: unknown };
        around.navigated(text(subPageId) || '/');
        return [true];
      },
      navigateBack: () => [true],
    },
    hears: {
      ...common.hears,
      'appInitialization.appLoaded': () => around.loaded(),
      'appInitialization.failure': failed,
      'appInitialization.expectedFailure': failed,
      shareDeepLink: (page) => around.shared(text(page)),
    },
  };
  const conversation = converse(
    () => frame?.contentWindow ?? null,
    tabOrigin,
    functions,
    around.noted,
  );

  return {
    open() {
      clearTimeout(late);
      frame?.remove();
      const address = around.channelTab()?.address ?? `${tabOrigin}/`;
      frame = createFrame('tab', 'Headcount', address);
      place.append(frame);
      late = setTimeout(() => {
        failed('', `It did not say within ${READY_WITHIN_MS / 1_000} seconds that it is ready.`);
      }, READY_WITHIN_MS);
    },
    themeChanged: (theme) => conversation.tell('themeChange', theme),
    back: () => conversation.tell('backButtonPress'),
  };
}
