import { useEffect, useState } from 'react';

/** What had the focus when something was opened over the page, the latest first: a form can follow on another one. */
let latest: readonly HTMLElement[] = [];

function openersNow(): readonly HTMLElement[] {
  const here = document.activeElement;
  // An entry of a menu goes with the menu; the button of the menu stays.
  const buttonId = here?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = buttonId == null ? here : document.getElementById(buttonId);
  // Where the opener goes with what was done, the panel that it stood in may stay.
  const panel = opener?.closest<HTMLElement>('[role="dialog"], [role="alertdialog"]') ?? null;
  const earlier = panel === null ? [] : [panel, ...latest];
  latest = opener instanceof HTMLElement ? [opener, ...earlier] : earlier;
  return latest;
}

/** Leads the keyboard to the beginning of the page: what had the focus goes with what was done. */
export const focusPage = (): void => document.getElementById('main')?.focus();

/**
 * For what is shown over the page as long as it is there: closing it leads the keyboard back to where it was, and to
 * the beginning of the page where that is gone (WCAG 2.4.3).
 */
export function useFocusReturn(): void {
  const [openers] = useState(openersNow);
  useEffect(
    () => () => {
      const { activeElement, body } = document;
      if (activeElement !== null && activeElement !== body) return;
      const target = openers.find((opener) => opener.isConnected && opener !== body);
      if (target === undefined) focusPage();
      else target.focus();
    },
    [openers],
  );
}
