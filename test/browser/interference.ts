import type { Page, Route } from 'playwright-core';

/** What the browser itself says of an answer that is a refusal, or of none. */
export const REFUSED = /Failed to (load resource|fetch dynamically imported module)/;

/** Which requests are meant; without a method, all. */
export interface Asked {
  readonly method?: string;
  readonly url: string | RegExp;
}

/** Answers the first so many requests of this kind in another way; the others go through. */
export async function first(
  page: Page,
  times: number,
  asked: Asked,
  answer: (route: Route) => Promise<void>,
): Promise<void> {
  let left = times;
  await page.route(asked.url, async (route) => {
    const isMeant = asked.method === undefined || route.request().method() === asked.method;
    if (!isMeant || left === 0) await route.continue();
    else {
      left -= 1;
      await answer(route);
    }
  });
}

/** A fault of one field, as the API tells it. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** An answer that refuses, as the API's are. */
export const problem = (status: number, code: string, errors?: readonly FieldFault[]) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    ...{ type: `urn:headcount:problem:${code}`, title: code, detail: 'In a test.' },
    ...{ status, code, requestId: 'request-of-a-test' },
    ...(errors === undefined ? {} : { errors }),
  }),
});
