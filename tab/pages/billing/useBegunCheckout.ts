import { useCallback, useState } from 'react';

const KEPT_AS = 'headcount-checkout';

/** A browser may forbid a framed page its storage; what was begun is then known as long as the page is there. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}

function keep(checkoutId: string | null): void {
  try {
    if (checkoutId === null) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, checkoutId);
  } catch {
    // It holds as long as the page does.
  }
}

/** The checkout that the person began and has not put away; it is still known after the tab was closed. */
export function useBegunCheckout() {
  const [checkoutId, setCheckoutId] = useState<string | null>(kept);
  const set = useCallback((next: string | null) => {
    keep(next);
    setCheckoutId(next);
  }, []);
  return [checkoutId, set] as const;
}
