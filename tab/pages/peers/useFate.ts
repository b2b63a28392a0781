import { useIsMutating } from '@tanstack/react-query';
import { useState } from 'react';
import { fateOf, type Fate } from '../../peers/standing.ts';
import type { Peer } from '../../peers/answers.ts';

/** What became of a request elsewhere, while somebody looked at it. */
export interface FateOfRequest {
  /** Null where nothing did, or it was done here. */
  readonly told: Exclude<Fate, 'open'> | null;
  /** It was done here, or is known by now. */
  readonly settle: () => void;
}

/** Follows the request of a link, so that whoever looks at it learns what became of it elsewhere. */
export function useFate(peer: Peer): FateOfRequest {
  const isActing = useIsMutating() > 0;
  const [seen, setSeen] = useState(peer.request);
  const [settledAt, setSettledAt] = useState<string | null>(null);
  const { request } = peer;
  if (seen === null && request !== null && request.requestedAt !== settledAt) setSeen(request);
  const fate = seen === null ? 'open' : fateOf(seen, peer);
  return {
    told: isActing || fate === 'open' ? null : fate,
    settle: () => {
      setSettledAt(seen?.requestedAt ?? null);
      setSeen(null);
    },
  };
}
