import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { demoInstallation } from '../../local/demo/installation.ts';
import { fillDemo } from '../../local/demo/fill.ts';
import { startHostPage } from '../../local/host/host-page.ts';
import { createApiClient } from '../../local/start/api-client.ts';
import { buildTab } from '../../local/start/tab.ts';
import { WITH_BOT } from '../bot/talking.ts';
import { startWorld, type TestWorld } from '../world.ts';
import { launchBrowser } from './chromium.ts';
import { contextsOf, type Contexts } from './contexts.ts';
import { findingOnly, startOutside } from './outside.ts';
import { startAtTeamsAddress, type TeamsAddress } from './teams-address.ts';
import { complaintsOf, requestsOf, type Asked } from './watching.ts';

/** How a tab is looked at; what is left out is as usual. */
export interface View {
  /** A persona of the local cloud. Default `owner`. */
  readonly persona?: string;
  readonly theme?: 'default' | 'dark' | 'contrast';
  readonly language?: 'en' | 'nl' | 'fr' | 'de';
  /** A size of the host page. Default: it fills the window. */
  readonly size?: 'full' | 'laptop' | 'tablet' | 'phone' | 'zoomed';
  /** The address inside the tab, as a deep link names it. Default `/`. */
  readonly page?: string;
  /** What single sign-on does. Default `works`. */
  readonly signIn?: 'works' | 'consent' | 'fails';
  /** What the browser may say on its console without failing the test. */
  readonly mayLog?: RegExp;
  /** Is called before the tab is opened: to be in the way of its requests. */
  readonly before?: (page: Page) => Promise<void>;
}

/** A tab that is open in the host page. */
export interface OpenedTab extends Asked {
  /** The host page around the tab. */
  readonly page: Page;
  /** The tab in its frame, as it was opened first. */
  readonly tab: Frame;
  readonly heading: Locator;
  /** The tab in its frame, also after it was opened anew. */
  readonly anew: FrameLocator;
  /** Waits until the page of the tab is complete: it has its heading, and nothing is being loaded. */
  readonly settled: () => Promise<void>;
  /** Presses Tab until this has the focus. @throws Error where it never gets it */
  readonly reach: (target: Locator) => Promise<void>;
  /** Writes a picture for the documentation; only where `HEADCOUNT_SCREENSHOTS` is 1, so that tests leave no trace. */
  readonly picture: (name: string) => Promise<void>;
  /** Closes it. @throws Error with what the browser said on its console */
  readonly close: () => Promise<void>;
}

/** A world with the demo in it, the host page, and a browser. */
export interface Stage {
  readonly world: TestWorld;
  readonly browser: Browser;
  readonly openTab: (view?: View) => Promise<OpenedTab>;
  /** Waits for a view to be complete, hands it over, and closes it. */
  look(view: View, act: (opened: OpenedTab) => Promise<void>): Promise<void>;
  readonly stop: () => Promise<void>;
}

/** How a stage is set. */
export interface StageOptions {
  /** Settings of Headcount over those of a test, by the names of the environment's variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the demo's catalogs and enrolments are made. Default true. */
  readonly demo?: boolean;
  /** How many people the home tenant has; default: the demo's. */
  readonly people?: number;
  /** Whether there is a bot, so that people can have it in their chat. Default false. */
  readonly bot?: boolean;
  /** Where the host page is. Default: on this machine. */
  readonly at?: 'this machine' | 'teams.microsoft.com';
}

/** What a test with a browser may take to get ready: the first one unpacks Chromium and builds the tab. */
export const STAGE_TIMEOUT_MS = 180_000;

const PICTURES = fileURLToPath(new URL('../../docs/images', import.meta.url));
/** Longer than the host page gives the tab (30 s): nothing fails for being slow. */
const COMPLETE_WITHIN_MS = 60_000;
const LOOK_AGAIN_MS = 25;

/** Beside the tab's, the host page has other frames. */
const TAB_FRAME = 'iframe[name="tab"]';

/** What stands on a page only as long as it waits for something. A long table has its last row so for ever. */
const UNDER_WAY = '.fui-Skeleton:not([aria-hidden]), .fui-Spinner';

/** Sets a stage. Stop it at the end, also of a failed test. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  try {
    await buildTab();
    const env = { ...(options.bot === true ? WITH_BOT : {}), ...options.env };
    const world = await startWorld({ tenants: tenantsOf(options), env, tab: true });
    ends.push(() => world.stop());
    const hostPage =
      options.at === 'teams.microsoft.com'
        ? await startAtTeamsAddress(world.origin, world.cloud.origin)
        : await startHere(world.origin, world.cloud.origin);
    ends.push(() => hostPage.close());
    const outside = await startOutside();
    ends.push(() => outside.close());
    const browser = await launchBrowser(findingOnly({ ...hostPage.names, ...outside.names }));
    ends.push(() => browser.close());
    await world.synced();
    if (options.demo ?? true) await makeDemo(world);
    const origins = [hostPage.origin, hostPage.tabOrigin];
    const contexts = contextsOf(browser, origins, COMPLETE_WITHIN_MS);
    const openTab = (view: View = {}): Promise<OpenedTab> => open(contexts, hostPage, view);
    return {
      ...{ world, browser, openTab, stop },
      async look(view, act) {
        const opened = await openTab(view);
        try {
          await opened.settled();
          await act(opened);
        } catch (error) {
          await tellWhatWasSeen(opened.page, error);
          await opened.page.context().close();
          throw error;
        }
        await opened.close();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where host page and tab are. */
type Addresses = Pick<TeamsAddress, 'origin' | 'tabOrigin'>;

async function startHere(tabOrigin: string, cloudOrigin: string): Promise<TeamsAddress> {
  const hostPage = await startHostPage(0, { tabOrigin, cloudOrigin });
  return { ...hostPage, tabOrigin, names: {} };
}

function tenantsOf({ people }: StageOptions) {
  const { tenants = [], home } = demoInstallation.cloud;
  return tenants.map((tenant) =>
    tenant.id === home && people !== undefined ? { ...tenant, users: people } : tenant,
  );
}

async function makeDemo(world: TestWorld): Promise<void> {
  const api = createApiClient(world.origin, world.cloud, 'owner');
  await fillDemo(api, world.cloud, () => undefined);
}

const addressOf = (hostOrigin: string, view: View): string => {
  const { persona, theme, language, size, page, signIn } = view;
  const chosen = Object.entries({ persona, theme, language, size, page, signIn });
  const given = chosen.filter((one): one is [string, string] => one[1] !== undefined);
  return `${hostOrigin}/?${new URLSearchParams(given).toString()}`;
};

async function open(
  contexts: Contexts,
  { origin, tabOrigin }: Addresses,
  view: View,
): Promise<OpenedTab> {
  const context = await contexts.take();
  const page = await context.newPage();
  const complaints = complaintsOf(page, view.mayLog);
  const requests = requestsOf(page, tabOrigin);
  await view.before?.(page);
  await page.goto(addressOf(origin, view));
  const tab = await frameOf(page);
  const heading = tab.locator('h1').first();
  return {
    page,
    tab,
    heading,
    anew: page.frameLocator(TAB_FRAME),
    ...requests,
    settled: () => settled(page),
    reach: (target) => reach(page, target),
    async picture(name) {
      if (process.env['HEADCOUNT_SCREENSHOTS'] !== '1') return;
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    },
    async close() {
      await contexts.giveBack(context);
      if (complaints.length > 0) throw new Error(`The browser says: ${complaints.join('\n')}`);
    },
  };
}

/** A failed test says where its last picture lies. */
async function tellWhatWasSeen(page: Page, error: unknown): Promise<void> {
  const path = join(tmpdir(), `headcount-${randomUUID()}.png`);
  await page.screenshot({ path }).catch(() => undefined);
  if (error instanceof Error) error.stack = `What was seen: ${path}\n${error.stack ?? ''}`;
}

async function frameOf(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector(TAB_FRAME)).contentFrame();
  if (frame === null) throw new Error('The host page has no frame.');
  return frame;
}

async function settled(page: Page): Promise<void> {
  const tab = await frameOf(page);
  // Asked often: Playwright's own waiting soon looks twice a second only.
  await eventually(() => tab.locator('h1').first().isVisible());
  await eventually(() => page.locator('#loading').isHidden());
  await eventually(() => tab.evaluate(`document.querySelector('${UNDER_WAY}') === null`));
}

/**
 * Waits until something is so. The browser cannot wait by itself: the policy of the page forbids code made from text.
 * @throws Error where it is not so in time
 */
export async function eventually(isSo: () => Promise<unknown>): Promise<void> {
  const givesUpAtMs = Date.now() + COMPLETE_WITHIN_MS;
  while ((await isSo()) !== true) {
    if (Date.now() > givesUpAtMs) throw new Error(`It never came to pass: ${isSo.toString()}`);
    await wait(LOOK_AGAIN_MS);
  }
}

/** A page with more stops than this is not one that is used by keyboard. */
const MOST_STOPS = 60;

/** Whether the keyboard's next word goes there. */
export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element: Focusable) => element === element.ownerDocument.activeElement);

/** What of an element decides that; the tests are checked without the types of a browser. */
interface Focusable {
  readonly ownerDocument: { readonly activeElement: unknown };
}

async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The focus never came to ${String(target)}.`);
}
