import type { ChannelTab } from './context.ts';
import { element } from './elements.ts';
import { commonFunctions, createFrame, text, type Told } from './functions.ts';
import { converse } from './wire.ts';

/** What the setting up needs from the page around it. */
export interface ChannelSurroundings extends Told {
  /** The tab that the channel has by now; null for none. */
  readonly channelTab: () => ChannelTab | null;
  readonly saved: (tab: ChannelTab) => void;
}

/** The page of the tab by which a channel is set up, as the manifest names it. */
const CONFIGURATION_PATH = '/configure';

/**
 * Makes the window in which Teams lets an app set up a tab of a channel: the app says whether there is something to
 * save, the button is Teams' own. What was set up lasts as long as this page.
 * @returns opens it
 */
export function createChannelWindow(tabOrigin: string, around: ChannelSurroundings): () => void {
  const dialog = element('channel-window', HTMLDialogElement);
  const place = element('channel-place', HTMLElement);
  const save = element('channel-save', HTMLButtonElement);
  const said = element('channel-said', HTMLElement);
  let frame: HTMLIFrameElement | null = null;
  let offered: ChannelTab | null = null;

  const common = commonFunctions(around, 'settings', () => ({
    in: 'channel',
    tab: around.channelTab(),
  }));
  const conversation = converse(
    () => frame?.contentWindow ?? null,
    tabOrigin,
    {
      answers: {
        ...common.answers,
        'appInitialization.success': () => [],
        'settings.getSettings': () => [settingsOf(around.channelTab())],
        'settings.setSettings': (settings) => {
          offered = tabIn(settings, tabOrigin);
          return offered === null ? [false, 'The settings are not those of a tab.'] : [true];
        },
      },
      hears: {
        ...common.hears,
        'appInitialization.appLoaded': () => undefined,
        'settings.setValidityState': (isValid) => {
          save.disabled = isValid !== true;
        },
        'settings.save.success': () => {
          dialog.close();
          if (offered !== null) around.saved(offered);
        },
        'settings.save.failure': (reason) => {
          said.textContent = text(reason) || 'The app could not save its tab.';
          save.disabled = false;
        },
      },
    },
    around.noted,
  );

  save.addEventListener('click', () => {
    save.disabled = true;
    conversation.tell('settings.save', {});
  });
  element('channel-cancel', HTMLElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    frame?.remove();
    frame = null;
  });

  return () => {
    save.disabled = true;
    said.textContent = '';
    offered = null;
    const address = `${tabOrigin}${CONFIGURATION_PATH}`;
    frame = createFrame('settings', 'Headcount: what the channel shows', address);
    place.append(frame);
    dialog.showModal();
  };
}

/** What teams-js calls the settings of a tab; a new one has none. */
const settingsOf = (tab: ChannelTab | null): object =>
  tab === null
    ? {}
    : {
        entityId: tab.entityId,
        contentUrl: tab.address,
        websiteUrl: tab.address,
        suggestedDisplayName: tab.name,
      };

/** The tab that an app offers; null for one that Teams would not take: without an id, or on a strange host. */
function tabIn(settings: unknown, tabOrigin: string): ChannelTab | null {
  const { entityId, contentUrl, websiteUrl, suggestedDisplayName } = (settings ?? {}) as Record<
    string,
    unknown
  >;
  const address = text(contentUrl);
  const isOurs = [address, text(websiteUrl)].every(
    (url) => URL.canParse(url) && new URL(url).origin === tabOrigin,
  );
  if (!isOurs || text(entityId) === '') return null;
  return { entityId: text(entityId), address, name: text(suggestedDisplayName) || 'Headcount' };
}
