import type { z } from 'zod';
import type { preferencesBody, preferencesShape } from '../../api/notifications/contract.ts';

type Preferences = z.infer<typeof preferencesShape>;

/** What is chosen on the page, as it is sent. */
export type Choice = z.input<typeof preferencesBody>;

/** The choice that the person has made so far. */
export const choiceOf = ({ language, kinds }: Preferences): Choice => ({
  language,
  off: kinds.filter(({ on, canBeOff }) => canBeOff && !on).map(({ kind }) => kind),
});

/** The choice with a kind switched on or off. */
export function switched(choice: Choice, kind: Choice['off'][number], on: boolean): Choice {
  const others = choice.off.filter((each) => each !== kind);
  return { ...choice, off: on ? others : [...others, kind] };
}

/** Whether two choices come to the same. */
export const isSame = (one: Choice, other: Choice): boolean =>
  one.language === other.language &&
  one.off.length === other.off.length &&
  one.off.every((kind) => other.off.includes(kind));
