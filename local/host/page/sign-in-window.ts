import type { HostFunctions, Line } from './wire.ts';
import { converse } from './wire.ts';

/** How often one looks whether the person has closed the window: browsers tell of it in no other way. */
const LOOK_AGAIN_MS = 300;

/**
 * Opens a window in which the app lets a person sign in or consent, and waits for what the app says at its end.
 * @param functions what the host answers to the app in that window
 * @returns what the app calls the result
 * @throws Error with what the app calls the failure; `CancelledByUser` where the person closes the window and
 *   `FailedToOpenWindow` where the browser opens none, as Teams says it
 */
export function signInWindow(
  { url, width, height }: { url: URL; width: number; height: number },
  functions: HostFunctions,
  noted: (line: Line) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const opened = window.open(url, 'sign-in', `popup,width=${width},height=${height}`);
    if (opened === null) {
      reject(new Error('FailedToOpenWindow'));
      return;
    }
    const textOf = (result: unknown): string => (typeof result === 'string' ? result : '');
    const end = (): void => {
      clearInterval(look);
      conversation.end();
    };
    const conversation = converse(
      () => opened,
      url.origin,
      {
        answers: functions.answers,
        hears: {
          ...functions.hears,
          'authentication.authenticate.success': (result) => {
            end();
            resolve(textOf(result));
          },
          'authentication.authenticate.failure': (reason) => {
            end();
            reject(new Error(textOf(reason)));
          },
        },
      },
      noted,
    );
    const look = setInterval(() => {
      if (!opened.closed) return;
      end();
      reject(new Error('CancelledByUser'));
    }, LOOK_AGAIN_MS);
  });
}
