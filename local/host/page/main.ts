import { createChannelWindow } from './channel.ts';
import { createChat } from './chat.ts';
import { advanceClock, readClock, readPersonas, type ClockFacts, type Persona } from './cloud.ts';
import { CHANNEL_NAME, pageOfDeepLink, TEAM_NAME, type ChannelTab } from './context.ts';
import { element, fill } from './elements.ts';
import { createLines } from './lines.ts';
import { createMailbox } from './mailbox.ts';
import {
  keyIn,
  LANGUAGES,
  queryOf,
  settingsIn,
  SIGN_INS,
  SIZES,
  THEMES,
  type Settings,
} from './settings.ts';
import { frameTab } from './tab-frame.ts';

/** The part that each persona has; whoever is not named here is shown by name alone. */
const PARTS: Readonly<Record<string, string>> = {
  owner: 'owner, global admin',
  globalAdmin: 'global admin',
  lmsAdmin: 'LMS admin',
  catalogAdmin: 'catalog admin',
  learner: 'learner',
  partnerAgent: 'partner agent',
  operator: 'operator',
  peerAdmin: 'global admin of the peer account',
};

/** How often the shown time is set: it shows minutes. */
const CLOCK_SHOWN_EVERY_MS = 5_000;

const controls = element('controls', HTMLFormElement);
const windowOfTeams = element('window', HTMLElement);
const loading = element('loading', HTMLElement);
const failure = element('failure', HTMLElement);
const said = element('said', HTMLElement);
const lines = createLines(element('lines', HTMLElement));

const personas = await readPersonas();
const { tabOrigin } = (await (await fetch('/settings.json')).json()) as { tabOrigin: string };
let settings = settingsIn(new URLSearchParams(location.search));
/** What the channel shows; null while the personal tab is looked at. */
let channelTab: ChannelTab | null = null;

function persona(): Persona {
  const found = personas.find(({ name }) => name === settings.persona) ?? personas[0];
  if (found === undefined) throw new Error('The local cloud has no personas.');
  return found;
}

const told = { settings: () => settings, persona, noted: lines.add, channelTab: () => channelTab };

const tab = frameTab(element('place', HTMLElement), tabOrigin, {
  ...told,
  loaded() {
    loading.hidden = true;
  },
  failed(message) {
    loading.hidden = true;
    failure.hidden = false;
    element('failure-words', HTMLElement).textContent = message;
  },
  opened: (link) => say(`Teams would open ${link}`),
  navigated: (page) => choose({ page }),
  shared: (link) => say(`Teams would offer to share ${link}`),
  consented: () => choose({ signIn: 'works' }, 'keep'),
});
const openChannelWindow = createChannelWindow(tabOrigin, { ...told, saved: lookAt });

/** Goes to the channel with its tab, or back to the personal one. */
function lookAt(to: ChannelTab | null): void {
  channelTab = to;
  show();
  open();
}

function followed(link: string): void {
  const page = pageOfDeepLink(link);
  if (page === null) say(`A browser would open ${link}`);
  else choose({ page });
}

const mailbox = createMailbox({ persona, followed });
const chat = createChat({ persona, theme: () => settings.theme, followed });

function say(text: string): void {
  said.textContent = text;
}

function open(): void {
  loading.hidden = false;
  failure.hidden = true;
  lines.clear();
  tab.open();
}

/** Shows what is chosen around the tab. */
function show(): void {
  const { displayName } = persona();
  document.documentElement.dataset['theme'] = settings.theme;
  windowOfTeams.dataset['size'] = settings.size;
  const { frame } = SIZES[settings.size];
  const place = element('place', HTMLElement);
  place.style.width = frame === null ? '' : `${frame.width}px`;
  place.style.height = frame === null ? '' : `${frame.height}px`;
  element('person-name', HTMLElement).textContent = displayName;
  element('app-name', HTMLElement).textContent =
    channelTab === null ? 'Headcount' : `${TEAM_NAME} › ${CHANNEL_NAME}`;
  element('tab-name', HTMLElement).textContent = channelTab?.name ?? 'Seats';
  element('channel', HTMLElement).textContent =
    channelTab === null ? 'Add to a channel' : 'Change the channel’s tab';
  element('leave-channel', HTMLElement).hidden = channelTab === null;
  element('initials', HTMLElement).textContent = initialsOf(displayName);
  history.replaceState(null, '', `${location.pathname}${queryOf(settings)}`);
  for (const [name, value] of Object.entries(settings) as [string, string][]) {
    const control = controls.elements.namedItem(name);
    if (control instanceof HTMLSelectElement || control instanceof RadioNodeList) {
      control.value = value;
    }
  }
}

const initialsOf = (name: string): string => {
  const words = name.split(' ');
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`;
};

/** What needs no new tab: Teams tells it of a theme, and a size is seen. */
const NEEDS_NO_NEW_TAB: ReadonlySet<string> = new Set(['theme', 'size']);

function choose(chosen: Partial<Settings>, tabIs: 'opened' | 'keep' = 'opened'): void {
  settings = { ...settings, ...chosen };
  // A deep link leads to the personal tab.
  if (chosen.page !== undefined) channelTab = null;
  show();
  if (chosen.theme !== undefined) tab.themeChanged(chosen.theme);
  if (chosen.theme !== undefined) chat.themeChanged();
  if (chosen.persona !== undefined) {
    mailbox.changed();
    chat.changed();
  }
  const needsNewTab = Object.keys(chosen).some((name) => !NEEDS_NO_NEW_TAB.has(name));
  if (needsNewTab && tabIs === 'opened') open();
}

function chosenIn(control: HTMLSelectElement | HTMLInputElement): Partial<Settings> {
  const { name, value } = control;
  switch (name) {
    case 'persona':
      return { persona: value };
    case 'theme':
      return { theme: THEMES.find((theme) => theme === value) ?? 'default' };
    case 'language':
      return { language: keyIn(LANGUAGES, value) ?? 'en-us' };
    case 'size':
      return { size: keyIn(SIZES, value) ?? 'full' };
    case 'signIn':
      return { signIn: keyIn(SIGN_INS, value) ?? 'works' };
    default:
      return {};
  }
}

const option = (name: string): HTMLSelectElement => {
  const found = controls.elements.namedItem(name);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`There is no choice of ${name}.`);
  return found;
};

fill(
  option('persona'),
  personas.map(({ name, displayName }) => {
    const part = PARTS[name];
    return [name, part === undefined ? displayName : `${displayName}, ${part}`];
  }),
);
fill(option('language'), Object.entries(LANGUAGES));
fill(
  option('size'),
  Object.entries(SIZES).map(([name, { label }]) => [name, label]),
);
fill(
  option('signIn'),
  Object.entries(SIGN_INS).filter(
    ([name]) => name !== 'consent' || tabOrigin.startsWith('https:') || settings.signIn === name,
  ),
);

controls.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement || target instanceof HTMLInputElement) {
    choose(chosenIn(target));
  }
});
element('back', HTMLElement).addEventListener('click', () => tab.back());
element('channel', HTMLElement).addEventListener('click', openChannelWindow);
element('leave-channel', HTMLElement).addEventListener('click', () => lookAt(null));
for (const id of ['reload', 'again']) element(id, HTMLElement).addEventListener('click', open);

const now = element('now', HTMLTimeElement);
let clock: ClockFacts & { readonly readAtMs: number };

const took = (facts: ClockFacts): void => {
  clock = { ...facts, readAtMs: Date.now() };
  showTime();
};

function showTime(): void {
  const passedMs = (Date.now() - clock.readAtMs) * clock.rate;
  const at = new Date(Date.parse(clock.now) + passedMs);
  now.dateTime = at.toISOString();
  now.textContent = at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

for (const button of document.querySelectorAll<HTMLElement>('[data-advance]')) {
  button.addEventListener('click', () => {
    void advanceClock(button.dataset['advance'] ?? '').then((facts) => {
      took(facts);
      say(`It is now ${now.textContent}. What fell due meanwhile has run.`);
      open();
    });
  });
}

took(await readClock());
setInterval(showTime, CLOCK_SHOWN_EVERY_MS);
show();
open();
