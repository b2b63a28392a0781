import { drawCard, type Pressed } from './card.ts';
import type { ChatMessage } from './cloud.ts';
import type { Theme } from './settings.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** One message of the chat, as Teams shows it: who, when, and the text or the card. */
export function drawMessage(
  message: ChatMessage,
  personName: string,
  theme: Theme,
  press: (pressed: Pressed) => void,
): HTMLLIElement {
  const item = document.createElement('li');
  item.className = message.from;
  item.append(headOf(message, personName), ...contentOf(message, theme, press));
  return item;
}

/** What a message is for those who only need its beginning. */
const cardsOf = ({ shownCard, activity }: ChatMessage): readonly object[] =>
  shownCard === null
    ? (activity.attachments ?? [])
        .filter(({ contentType }) => contentType === CARD)
        .map(({ content }) => content)
    : [shownCard];

function headOf(message: ChatMessage, personName: string): HTMLElement {
  const head = document.createElement('div');
  const who = document.createElement('h3');
  const at = document.createElement('time');
  head.className = 'head';
  if (message.from === 'bot') {
    const picture = document.createElement('img');
    picture.src = './headcount.svg';
    picture.alt = '';
    head.append(picture);
  }
  who.textContent = message.from === 'bot' ? 'Headcount' : personName;
  at.dateTime = message.at;
  at.textContent = new Date(message.at).toLocaleString('en-GB', {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  });
  head.append(who, at);
  if (message.changedAt !== null) {
    const edited = document.createElement('span');
    edited.textContent = 'Edited';
    head.append(edited);
  }
  return head;
}

function contentOf(
  message: ChatMessage,
  theme: Theme,
  press: (pressed: Pressed) => void,
): HTMLElement[] {
  const { text } = message.activity;
  const cards = cardsOf(message);
  const words = document.createElement('p');
  words.className = 'words';
  words.textContent = text ?? '';
  return [
    ...(text === undefined || text === '' ? [] : [words]),
    ...cards.map((card) => drawCard(card, theme, press)),
  ];
}
