import { DirectoryRefusal } from '../tenants/acts.ts';
import type { Activity, Message } from './messages.ts';

/** A button as it is pressed. */
export interface PressedButton {
  /** The verb of an `Action.Execute`; of several with the same verb the first one. */
  readonly verb: string;
  /** What goes to the bot; the button's own data where left out, so that a test can send anything. */
  readonly data?: Activity | undefined;
  /** What was put into the card's inputs, by their ids. */
  readonly inputs?: Activity | undefined;
}

/** The Adaptive Card that a message shows now; `undefined` where it shows none. */
function shownCardOf({ shownCard, activity }: Message): Activity | undefined {
  if (shownCard !== null) return shownCard;
  const attachments = (activity['attachments'] ?? []) as readonly Activity[];
  return attachments.map(({ content }) => cardIn(content)).find((card) => card !== undefined);
}

/** The value, where it is an Adaptive Card. */
export function cardIn(value: unknown): Activity | undefined {
  const isCard =
    typeof value === 'object' && value !== null && (value as Activity)['type'] === 'AdaptiveCard';
  return isCard ? (value as Activity) : undefined;
}

/**
 * The action that a pressed button sends.
 * @throws DirectoryRefusal where the card has no such button and nothing else says what to send
 */
export function actionIn(message: Message, { verb, data, inputs = {} }: PressedButton): Activity {
  const executes = actionsIn(shownCardOf(message)).filter(({ type }) => type === 'Action.Execute');
  const found = executes.find((action) => action['verb'] === verb);
  if (found === undefined && data === undefined) {
    const verbs = executes.map((action) => String(action['verb'])).join(', ');
    throw new DirectoryRefusal(
      'not-found',
      'verb',
      verb,
      `The card has no button with the verb ${verb}: take one of ${verbs === '' ? 'none' : verbs}, or name the data.`,
    );
  }
  const own = data ?? found?.['data'];
  return {
    type: 'Action.Execute',
    ...(found?.['id'] === undefined ? {} : { id: found['id'] }),
    verb,
    data: { ...(own as Activity | undefined), ...inputs },
  };
}

/** All actions anywhere in a card, in the order of reading. */
function actionsIn(value: unknown): Activity[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type } = value as Activity;
  const own = typeof type === 'string' && type.startsWith('Action.') ? [value as Activity] : [];
  return [...own, ...Object.values(value).flatMap(actionsIn)];
}
