import { tokenFor, type Persona } from './cloud.ts';
import { contextOf, helloOf, pageOfDeepLink, type FrameContext } from './context.ts';
import type { Settings, Theme } from './settings.ts';
import { signInWindow } from './sign-in-window.ts';
import { converse, type HostFunctions, type Line } from './wire.ts';

/** What the page around the tab knows and shows. */
export interface Surroundings {
  readonly settings: () => Settings;
  readonly persona: () => Persona;
  /** The app is there, or says why it cannot be. */
  readonly loaded: () => void;
  readonly failed: (message: string) => void;
  /** A link that leads out of the tab, or to another place in it. */
  readonly opened: (link: string) => void;
  readonly navigated: (page: string) => void;
  readonly shared: (link: string) => void;
  /** The person has consented to the app. */
  readonly consented: () => void;
  readonly noted: (line: Line) => void;
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

/** What a frame of Teams allows. */
const SANDBOX =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-pointer-lock allow-scripts allow-same-origin allow-downloads';

const nothing = (): void => undefined;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

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

  const basicsFor = (context: FrameContext): HostFunctions => ({
    answers: {
      initialize: () => helloOf(context),
      getContext: () => [contextOf({ ...around.settings(), persona: around.persona() }, context)],
    },
    hears: { registerHandler: nothing },
  });

  const token = async (): Promise<readonly unknown[]> => {
    const { signIn, persona } = around.settings();
    if (signIn === 'consent') return [false, 'resourceRequiresConsent'];
    if (signIn === 'fails') return [false, 'TokenIssuanceFailed'];
    try {
      return [true, await tokenFor(persona)];
    } catch {
      // Whatever it is, Teams answers.
      return [false, 'TokenIssuanceFailed'];
    }
  };

  const signIn = async (
    url: unknown,
    width: unknown,
    height: unknown,
  ): Promise<readonly unknown[]> => {
    const size = { width: Number(width) || 600, height: Number(height) || 600 };
    try {
      const asked = { url: new URL(text(url)), ...size };
      const result = await signInWindow(asked, basicsFor('authentication'), around.noted);
      around.consented();
      return [true, result];
    } catch (error) {
      return [false, error instanceof Error ? error.message : String(error)];
    }
  };

  const basics = basicsFor('content');
  const functions: HostFunctions = {
    answers: {
      ...basics.answers,
      'appInitialization.success': () => {
        ready();
        return [];
      },
      'authentication.getAuthToken': token,
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
      ...basics.hears,
      'appInitialization.appLoaded': () => around.loaded(),
      'appInitialization.failure': failed,
      'appInitialization.expectedFailure': failed,
      shareDeepLink: (page) => around.shared(text(page)),
      setFrameContext: nothing,
      returnFocus: nothing,
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
      frame = document.createElement('iframe');
      frame.title = 'Headcount';
      frame.name = 'tab';
      frame.allow = 'clipboard-read; clipboard-write';
      frame.setAttribute('sandbox', SANDBOX);
      frame.src = `${tabOrigin}/`;
      place.append(frame);
      late = setTimeout(() => {
        failed('', `It did not say within ${READY_WITHIN_MS / 1_000} seconds that it is ready.`);
      }, READY_WITHIN_MS);
    },
    themeChanged: (theme) => conversation.tell('themeChange', theme),
    back: () => conversation.tell('backButtonPress'),
  };
}
