import type { Page, Request } from 'playwright-core';

/** What goes wrong in the browser, as it comes. @param mayLog what may be said without harm */
export function complaintsOf(page: Page, mayLog: RegExp | undefined): readonly string[] {
  const complaints: string[] = [];
  const add = (text: string): void => {
    if (mayLog?.test(text) !== true) complaints.push(text);
  };
  page.on('pageerror', (error) => add(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      add(`${message.text()} (${message.location().url})`);
    }
  });
  return complaints;
}

/** What a tab has asked for since it was opened. */
export interface Asked {
  /** Every request of the tab to the API, such as `GET /api/me`, in order. */
  readonly apiRequests: () => readonly string[];
  /** The addresses of the scripts that the tab has loaded. */
  readonly scripts: () => readonly string[];
}

/** What a tab asks of an origin, as it comes. */
export function requestsOf(page: Page, origin: string): Asked {
  const seen: Request[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(`${origin}/`)) seen.push(request);
  });
  const paths = (): { method: string; path: string }[] =>
    seen.map((request) => ({
      method: request.method(),
      path: request.url().slice(origin.length),
    }));
  return {
    apiRequests: () =>
      paths()
        .filter(({ path }) => path.startsWith('/api/'))
        .map(({ method, path }) => `${method} ${path}`),
    scripts: () =>
      paths()
        .map(({ path }) => path)
        .filter((path) => path.endsWith('.js')),
  };
}
