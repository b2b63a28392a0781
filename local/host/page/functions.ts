import { tokenFor, type Persona } from './cloud.ts';
import { contextOf, helloOf, type FrameContext, type Whereabouts } from './context.ts';
import type { Settings } from './settings.ts';
import type { HostFunctions, Line } from './wire.ts';

/** What every window of the app is told from. */
export interface Told {
  readonly settings: () => Settings;
  readonly persona: () => Persona;
  readonly noted: (line: Line) => void;
}

const nothing = (): void => undefined;

/** What the app may ask in every window: who and where it is, and a token. */
export const commonFunctions = (
  { settings, persona }: Told,
  frame: FrameContext,
  whereabouts: () => Whereabouts,
): HostFunctions => ({
  answers: {
    initialize: () => helloOf(frame),
    getContext: () => [contextOf({ ...settings(), persona: persona() }, frame, whereabouts())],
    'authentication.getAuthToken': () => token(settings()),
  },
  hears: { registerHandler: nothing, setFrameContext: nothing, returnFocus: nothing },
});

async function token({ signIn, persona }: Settings): Promise<readonly unknown[]> {
  if (signIn === 'consent') return [false, 'resourceRequiresConsent'];
  if (signIn === 'fails') return [false, 'TokenIssuanceFailed'];
  try {
    return [true, await tokenFor(persona)];
  } catch {
    // Whatever it is, Teams answers.
    return [false, 'TokenIssuanceFailed'];
  }
}

/** A text that came over the wire. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a frame of Teams allows. */
const SANDBOX =
  'allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-pointer-lock allow-scripts allow-same-origin allow-downloads';

/** A frame of the app, as Teams makes it; it is yet to be put into its place. */
export function createFrame(name: string, title: string, address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.name = name;
  frame.allow = 'clipboard-read; clipboard-write';
  frame.setAttribute('sandbox', SANDBOX);
  frame.src = address;
  return frame;
}
