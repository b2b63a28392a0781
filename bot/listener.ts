import type { AdaptiveCardActionResponse } from '@microsoft/teams.api';
import { hear } from '../api/chat/actions/conversations.ts';
import type { Heard } from '../api/chat/rules/conversations.ts';
import { newId } from '../api/kernel/ids.ts';
import { readPreference } from '../api/notifications/actions/listing.ts';
import type { Outward } from '../api/notifications/actions/outward.ts';
import { press } from '../api/notifications/actions/press.ts';
import { tongueOf } from '../api/notifications/rules/preferences.ts';
import { CHAT_TEXTS } from '../api/notifications/texts/chat.ts';
import type { Chat } from '../api/ports/chat.ts';
import type { World } from '../api/ports/world.ts';
import { activityIdOf, pressOf, speakerOf, type ActivityFault, type Speaker } from './activity.ts';
import { messageCard, plainCard } from './cards/message-card.ts';
import { cardActivity } from './channel.ts';

/** What the platform is answered when a button was pressed. */
export type InvokeAnswer = AdaptiveCardActionResponse;

/** What the bot does about what it is told. Each takes the activity as it came, its token verified. */
export interface Listener {
  /** The app was installed. */
  arrived(activity: unknown): Promise<void>;
  /** The app was removed. */
  left(activity: unknown): Promise<void>;
  /** Members came or went; the bot itself may be one of them. */
  updated(activity: unknown): Promise<void>;
  /** Somebody wrote. */
  spoke(activity: unknown): Promise<void>;
  /** Somebody pressed a button of a card. */
  pressed(activity: unknown): Promise<InvokeAnswer>;
}

interface ListenerParts {
  readonly world: World;
  readonly outward: Outward;
  readonly chat: Chat;
  /** Is told why an activity was of no use. */
  readonly refused: (why: ActivityFault) => void;
}

/** The page that the help card opens. */
const FIRST_PAGE = '/';

/** Makes the listener. */
export function createListener({ world, outward, chat, refused }: ListenerParts): Listener {
  const speakerIn = (activity: unknown): Speaker | null => {
    const speaker = speakerOf(activity, (address) => chat.serves(address), world.clock.now());
    if (typeof speaker !== 'string') return speaker;
    refused(speaker);
    return null;
  };

  /** Only the chat of one person is kept: what concerns somebody is said to nobody else. */
  const note = async (activity: unknown, what: Heard['what']): Promise<void> => {
    const speaker = speakerIn(activity);
    if (speaker?.isPersonal !== true) return;
    const { tenantId, personId, conversation, locale, at } = speaker;
    await hear(world, tenantId, { what, personId, ...conversation, locale, at });
  };

  const tongue = async ({ tenantId, personId, locale }: Speaker) => {
    const preference = await readPreference(world, { tenantId }, personId);
    return tongueOf(preference, locale);
  };

  const help = async (speaker: Speaker): Promise<void> => {
    const { language, locale } = await tongue(speaker);
    const { help: words, open } = CHAT_TEXTS[language];
    const address = outward.linkTo(FIRST_PAGE, open);
    const link = address === null ? null : { label: open, address };
    const card = plainCard(locale, words.title, words.paragraphs, link);
    await chat.say(speaker.tenantId, speaker.conversation, cardActivity(card, words.title));
  };

  return {
    arrived: (activity) => note(activity, 'installed'),
    left: (activity) => note(activity, 'removed'),
    // In a chat with one person the only member who comes is the bot.
    updated: (activity) => note(activity, 'installed'),
    async spoke(activity) {
      await note(activity, 'spoke');
      const speaker = speakerIn(activity);
      if (speaker !== null) await help(speaker);
    },
    async pressed(activity) {
      const speaker = speakerIn(activity);
      const pressed = pressOf(activity);
      if (speaker === null || pressed === null) return NO_PRESS;
      const { tenantId, personId, conversation, locale } = speaker;
      const seen = await press(world, outward, {
        ...{ tenantId, personId, conversation, locale },
        ...pressed,
        actId: activityIdOf(activity) ?? newId(),
      });
      return 'said' in seen
        ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: seen.said }
        : {
            statusCode: 200,
            type: 'application/vnd.microsoft.card.adaptive',
            value: messageCard(seen.message),
          };
    },
  };
}

const NO_PRESS: InvokeAnswer = {
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: {
    code: 'BadRequest',
    message: 'This is no press of a card of a person whom Teams names.',
    innerHttpError: { statusCode: 400, body: null },
  },
};
