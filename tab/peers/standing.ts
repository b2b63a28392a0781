import type { Peer } from './answers.ts';

/** How a link stands for whoever looks at it: as the API tells it, and what is waited for. */
export type Standing = Peer['state'] | 'to-decide' | 'changing' | 'admin-lost';

/** How a link stands, for whoever looks at it. */
export function standingOf({
  state,
  request,
  may,
}: Pick<Peer, 'state' | 'request' | 'may'>): Standing {
  if (request === null) return state;
  if (may.decide) return 'to-decide';
  if (request.adminLost) return 'admin-lost';
  return state === 'accepted' ? 'changing' : state;
}

/** Whether a link waits to be decided, or gives something. */
export const isOpen = ({ state }: Pick<Peer, 'state'>): boolean =>
  state === 'pending' || state === 'accepted';

/** What waits to be decided on a link. */
export type Request = NonNullable<Peer['request']>;

/** What became of a request that was looked at. `closed`: a change that is over and did not come. */
export type Fate =
  'open' | 'replaced' | 'accepted' | 'rejected' | 'withdrawn' | 'deleted' | 'closed';

/** What became of the request that somebody has looked at, by how its link stands now. */
export function fateOf(
  seen: Request,
  { state, request, seats, permissions }: Pick<Peer, 'state' | 'request' | 'seats' | 'permissions'>,
): Fate {
  if (request !== null) return request.requestedAt === seen.requestedAt ? 'open' : 'replaced';
  if (!seen.isChange) return state === 'pending' ? 'replaced' : state;
  if (state !== 'accepted') return state === 'deleted' ? 'deleted' : 'closed';
  const isIn =
    seats === seen.seats &&
    permissions.training === seen.permissions.training &&
    permissions.users === seen.permissions.users;
  return isIn ? 'accepted' : 'closed';
}
