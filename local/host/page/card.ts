import type * as Cards from 'adaptivecards';
import { hostConfigOf } from './card-looks.ts';
import { htmlOf } from './markdown.ts';
import type { Theme } from './settings.ts';

declare global {
  interface Window {
    /** The package `adaptivecards`, which the page loads as a script of its own. */
    readonly AdaptiveCards: typeof Cards;
  }
}

/** What a button of a card does. */
export type Pressed =
  | { readonly verb: string; readonly data: object }
  | { readonly link: string }
  /** Something that Headcount's cards do not have. */
  | { readonly unknown: string };

/** The card as Teams draws it in a theme. @param press is called for each button that asks for something outside it */
export function drawCard(
  payload: object,
  theme: Theme,
  press: (pressed: Pressed) => void,
): HTMLElement {
  const { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction } = window.AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = htmlOf(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfigOf(theme));
  card.onExecuteAction = (action) => {
    if (action instanceof ExecuteAction) press({ verb: action.verb, data: action.data ?? {} });
    else if (action instanceof OpenUrlAction) press({ link: action.url ?? '' });
    else press({ unknown: action.getJsonTypeName() });
  };
  card.onAnchorClicked = (_element, anchor) => {
    press({ link: anchor.href });
    return true;
  };
  card.parse(payload);
  const drawn = card.render() ?? document.createElement('div');
  drawn.classList.add('card');
  return drawn;
}
