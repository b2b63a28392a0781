import type { Browser, BrowserContext } from 'playwright-core';

/** The contexts of a browser that no tab is open in. */
export interface Contexts {
  /** One in which no page is open and nothing is kept. */
  take(): Promise<BrowserContext>;
  /** Closes its pages, forgets what they kept, and lends it again: the scripts of the tab need not come over once more. */
  giveBack(context: BrowserContext): Promise<void>;
}

const WINDOW = { width: 1440, height: 900 };

/** All that a page can keep; what the browser has fetched is not of it. */
const KEPT = 'cookies,local_storage,indexeddb,cache_storage,service_workers';

/** @param origins of the pages: what they keep is forgotten */
export function contextsOf(
  browser: Browser,
  origins: readonly string[],
  timeoutMs: number,
): Contexts {
  const free: BrowserContext[] = [];
  return {
    async take() {
      const used = free.pop();
      if (used !== undefined) return used;
      const context = await browser.newContext({ viewport: WINDOW, reducedMotion: 'reduce' });
      context.setDefaultTimeout(timeoutMs);
      return context;
    },
    async giveBack(context) {
      const [page] = context.pages();
      if (page === undefined) throw new Error('The tab was closed before.');
      const session = await context.newCDPSession(page);
      for (const origin of origins)
        await session.send('Storage.clearDataForOrigin', { origin, storageTypes: KEPT });
      await Promise.all(context.pages().map((each) => each.close()));
      free.push(context);
    },
  };
}
