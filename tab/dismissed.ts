import { useCallback, useState } from 'react';

const KEPT_AS = 'headcount-dismissed';

/** A browser may forbid a framed page its storage; what was put away is then forgotten with the page. */
function kept(): readonly string[] {
  try {
    return (sessionStorage.getItem(KEPT_AS) ?? '').split('\n').filter((each) => each !== '');
  } catch {
    return [];
  }
}

function keep(dismissed: ReadonlySet<string>): void {
  try {
    sessionStorage.setItem(KEPT_AS, [...dismissed].join('\n'));
  } catch {
    // It holds as long as the page does.
  }
}

/** What the person has put away in this session, and how to put away more. */
export function useDismissed(): readonly [ReadonlySet<string>, (dismissal: string) => void] {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(() => new Set(kept()));
  const dismiss = useCallback((dismissal: string) => {
    setDismissed((before) => {
      const after = new Set(before).add(dismissal);
      keep(after);
      return after;
    });
  }, []);
  return [dismissed, dismiss];
}
