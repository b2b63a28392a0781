import type { Language } from '../../kernel/languages.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Choice, Message, Recipient } from '../../ports/channel.ts';
import type { Delivery } from '../rules/deliveries.ts';
import { NOTICE_POLICIES, type Notice } from '../rules/notices.ts';
import type { tongueOf } from '../rules/preferences.ts';
import { CHAT_TEXTS } from '../texts/chat.ts';
import { sayIn } from '../texts/say.ts';
import { wordingOf } from '../texts/wording.ts';
import type { Decision, Speech } from './decision.ts';
import type { Outward } from './outward.ts';

/** For whom a delivery is put into words, and how things stand. */
export interface Telling {
  readonly to: Recipient;
  readonly tongue: ReturnType<typeof tongueOf>;
  /** How it stands by now; null where there is nothing to say. */
  readonly standing: ((speech: Speech) => string) | null;
  readonly now: Instant;
}

/**
 * The message of a delivery in words of its person's language: all channels, and the answers to what was pressed, get
 * their words from here. Where it is said how things stand, there is nothing left to decide.
 */
export function messageOf(
  { linkTo, seatsContact, decisions }: Pick<Outward, 'linkTo' | 'seatsContact' | 'decisions'>,
  { deliveryId, notice, reminds }: Delivery,
  { to, tongue, standing, now }: Telling,
): Message {
  const { language, locale } = tongue;
  const words = wordingOf(notice, { language, locale, seatsContact });
  const address = linkTo(words.page, words.act);
  const offered = standing === null ? decisions.filter((one) => one.offered(notice, now)) : [];
  const isReminder = typeof reminds === 'string';
  return {
    messageId: deliveryId,
    to,
    language: locale,
    subject: words.subject,
    paragraphs: isReminder
      ? [...words.paragraphs, CHAT_TEXTS[language].reminder]
      : words.paragraphs,
    urgent: !NOTICE_POLICIES[notice.what].mayBeOff,
    link: address === null ? null : { label: words.act, address },
    choices: offered.map((one) => choiceOf(one, notice, language)),
    standing: standing?.({ language, locale, say: sayIn(locale) }) ?? null,
    footer: words.footer,
  };
}

const choiceOf = (
  { verb, label, style, option }: Decision,
  notice: Notice,
  language: Language,
): Choice => ({
  ...{ verb, label: label[language], style },
  ...(option?.offered(notice) === true
    ? { option: { id: option.id, label: option.label[language] } }
    : {}),
});
