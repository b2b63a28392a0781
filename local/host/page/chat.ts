import type { Pressed } from './card.ts';
import { drawMessage } from './chat-message.ts';
import {
  installApp,
  pressButton,
  readChat,
  uninstallApp,
  writeToBot,
  type Chat,
  type ChatMessage,
  type Persona,
  type Told,
} from './cloud.ts';
import { element } from './elements.ts';
import type { Theme } from './settings.ts';

/** How often new messages are looked for. */
const LOOKS_EVERY_MS = 3_000;

/** What the chat needs from the page around it. */
export interface ChatSurroundings {
  readonly persona: () => Persona;
  readonly theme: () => Theme;
  /** A link in a message was followed. */
  readonly followed: (link: string) => void;
}

/** The chat of the chosen person with Headcount, as Teams would have it. */
export interface ChatPane {
  /** Another person was chosen. */
  changed(): void;
  themeChanged(): void;
}

/** Makes the button that says how much is new, and the window of the chat. */
export function createChat({ persona, theme, followed }: ChatSurroundings): ChatPane {
  const dialog = element('chat-window', HTMLDialogElement);
  const button = element('chat', HTMLButtonElement);
  const install = element('chat-install', HTMLButtonElement);
  const list = element('chat-messages', HTMLElement);
  const form = element('chat-form', HTMLFormElement);
  const words = element('chat-words', HTMLInputElement);
  const said = element('chat-said', HTMLElement);
  const seen = new Set<string>();
  /** The drawn messages: one that has not changed stays as it is, with what was typed into its card. */
  let drawn = new Map<string, { readonly key: string; readonly item: HTMLLIElement }>();
  let chat: Chat | null = null;

  const keyOf = (message: ChatMessage): string =>
    JSON.stringify([theme(), persona().displayName, message.changedAt, message.shownCard]);

  const show = (): void => {
    const { displayName } = persona();
    const messages = chat?.messages ?? [];
    const isInstalled = chat !== null && chat.installation !== null;
    if (dialog.open) for (const { id } of messages) seen.add(id);
    const news = messages.filter(({ id, from }) => from === 'bot' && !seen.has(id)).length;
    button.textContent = news === 0 ? 'Chat' : `Chat, ${news} new`;
    button.classList.toggle('unread', news > 0);
    element('chat-of', HTMLElement).textContent = displayName;
    install.textContent = isInstalled ? 'Uninstall' : 'Install';
    install.disabled = chat === null;
    words.disabled = !isInstalled;
    element('chat-send', HTMLButtonElement).disabled = !isInstalled;
    const empty = element('no-chat', HTMLElement);
    empty.hidden = messages.length > 0;
    empty.textContent = isInstalled
      ? 'Nothing has been said yet. Headcount writes when there is something to tell.'
      : `${displayName} has not installed Headcount, so it cannot write here.`;
    draw(messages);
  };

  const draw = (messages: readonly ChatMessage[]): void => {
    const before = drawn;
    const last = messages.at(-1)?.id;
    const hasNew = last !== undefined && !before.has(last);
    drawn = new Map();
    for (const message of messages) {
      const key = keyOf(message);
      const known = before.get(message.id);
      const item =
        known?.key === key
          ? known.item
          : drawMessage(message, persona().displayName, theme(), (pressed) =>
              press(message, pressed),
            );
      drawn.set(message.id, { key, item });
    }
    const items = [...drawn.values()].map(({ item }) => item);
    const isSame =
      items.length === list.children.length &&
      items.every((item, at) => item === list.children[at]);
    if (!isSame) list.replaceChildren(...items);
    if (hasNew) list.scrollTop = list.scrollHeight;
  };

  const look = async (): Promise<void> => {
    const of = persona();
    const found = await readChat(of);
    if (of !== persona()) return;
    chat = found;
    show();
  };

  /** Does something in Teams, says what became of it, and looks again. */
  const act = async (what: () => Promise<Told>, done: string): Promise<void> => {
    said.textContent = '';
    try {
      said.textContent = failureOf(await what()) ?? done;
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
    await look();
  };

  const press = (message: ChatMessage, pressed: Pressed): void => {
    if ('link' in pressed) {
      dialog.close();
      followed(pressed.link);
    } else if ('unknown' in pressed)
      said.textContent = `Teams does nothing with ${pressed.unknown}.`;
    else {
      void act(() => pressButton(persona(), message.id, pressed), '').then(() => {
        // The pressed button is gone with its card; the keyboard goes on at the card in its place.
        const item = drawn.get(message.id)?.item;
        if (item === undefined || dialog.contains(document.activeElement?.closest('li') ?? null))
          return;
        item.tabIndex = -1;
        item.focus();
      });
    }
  };

  button.addEventListener('click', () => {
    dialog.showModal();
    show();
    list.scrollTop = list.scrollHeight;
  });
  element('chat-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  install.addEventListener('click', () => {
    const of = persona();
    void (chat?.installation === null
      ? act(() => installApp(of), 'Headcount is installed.')
      : act(() => uninstallApp(of), 'Headcount is uninstalled.'));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = words.value.trim();
    if (text === '') return;
    words.value = '';
    void act(() => writeToBot(persona(), text), '');
  });
  // While the local cloud is away there is no news.
  setInterval(() => void look().catch(() => undefined), LOOKS_EVERY_MS);
  void look().catch(() => undefined);
  show();

  return {
    changed() {
      chat = null;
      said.textContent = '';
      show();
      void look().catch(() => undefined);
    },
    themeChanged: show,
  };
}

/** What went wrong at the bot, as the person in Teams would notice; null where all is well. */
function failureOf({ told }: Told): string | null {
  for (const { answer } of told) {
    if (answer.status === null) return 'Headcount did not answer.';
    if (answer.status >= 400) return `Headcount answered with an error, ${answer.status}.`;
  }
  return null;
}
