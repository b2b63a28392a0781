import type {
  IAdaptiveCard,
  IContainer,
  IExecuteAction,
  IOpenUrlAction,
  IRichTextBlock,
  ITextBlock,
  IToggleInput,
} from '@microsoft/teams.cards';
import type { Choice, ChoiceOption, Message } from '../../api/ports/channel.ts';

/** The newest version of Adaptive Cards that Teams shows everywhere, on telephones too. */
const VERSION = '1.5';

/** What an option that is switched on says; Teams adds it to what a button sends back, under the option's id. */
export const OPTION_ON = 'true';

/** What a button sends back beside its verb. */
export interface ButtonData {
  readonly deliveryId: string;
}

/** A card for a message: what happened, how it stands, and what can be decided or opened. Any message gets one. */
export function messageCard(message: Message): IAdaptiveCard {
  const { messageId, subject, paragraphs, urgent, standing, footer, link, choices } = message;
  const card = {
    type: 'AdaptiveCard' as const,
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION as '1.5',
    lang: message.language,
    fallbackText: subject,
    body: [
      headline(subject, urgent, messageId),
      ...paragraphs.map((text, nth) => paragraph(text, nth === 0 ? 'Medium' : 'Small')),
      ...(standing === null ? [] : [standingOf(standing)]),
      ...choices.flatMap(({ option }) => (option === undefined ? [] : [toggle(option)])),
      { ...paragraph(footer, 'Medium', true), separator: true },
    ],
    actions: [
      ...choices.map((choice) => button(choice, { deliveryId: messageId })),
      ...(link === null ? [] : [opening(link)]),
    ],
  };
  return card;
}

/** A card that only says something, such as what the bot is for. */
export function plainCard(
  language: string,
  title: string,
  paragraphs: readonly string[],
  link: Message['link'],
): IAdaptiveCard {
  return {
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    lang: language,
    fallbackText: title,
    body: [headline(title, false), ...paragraphs.map((text) => paragraph(text, 'Small'))],
    actions: link === null ? [] : [opening(link)],
  };
}

/** The line over everything. What takes something from people stands on a colour, in words it is said anyway. */
function headline(text: string, urgent: boolean, id?: string): IContainer {
  const title: ITextBlock = {
    type: 'TextBlock',
    text: withoutLinks(text),
    style: 'heading',
    size: 'Large',
    weight: 'Bolder',
    wrap: true,
  };
  return {
    type: 'Container',
    ...(id === undefined ? {} : { id: `message-${id}` }),
    style: urgent ? 'warning' : 'emphasis',
    bleed: true,
    items: [title],
  };
}

/** Text as it is: a rich text block, unlike a text block, reads no Markdown, and names may hold any sign. */
function paragraph(text: string, spacing: 'Small' | 'Medium', isSubtle = false): IRichTextBlock {
  return {
    type: 'RichTextBlock',
    spacing,
    inlines: [{ type: 'TextRun', text, ...(isSubtle ? { isSubtle, size: 'Small' as const } : {}) }],
  };
}

const standingOf = (text: string): IContainer => ({
  type: 'Container',
  style: 'good',
  spacing: 'Medium',
  // In high contrast containers have no colour of their own.
  separator: true,
  items: [
    {
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: `\u2713 ${text}`, weight: 'Bolder' }],
    },
  ],
});

const STYLES: Readonly<Record<Choice['style'], NonNullable<IExecuteAction['style']>>> = {
  plain: 'default',
  positive: 'positive',
  destructive: 'destructive',
};

const button = ({ verb, label, style }: Choice, data: ButtonData): IExecuteAction => ({
  type: 'Action.Execute',
  title: label,
  verb,
  data: { ...data },
  style: STYLES[style],
});

const toggle = ({ id, label }: ChoiceOption): IToggleInput => ({
  type: 'Input.Toggle',
  id,
  title: label,
  wrap: true,
  spacing: 'Medium',
  value: 'false',
  valueOn: OPTION_ON,
  valueOff: 'false',
});

const opening = ({ label, address }: NonNullable<Message['link']>): IOpenUrlAction => ({
  type: 'Action.OpenUrl',
  title: label,
  url: address,
});

/** A heading is a text block, which reads Markdown: no name in it becomes a link. */
const withoutLinks = (text: string): string => text.replaceAll('](', '] (');
