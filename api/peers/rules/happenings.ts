import type { PeerNotice } from '../../notifications/rules/peer-notices.ts';
import type { Happening, Link } from './link.ts';

/** What the giver's administrators are told of something that happened; null where they did it themselves, or need not know. */
export function noticeToGiver(
  { linkId, receiver }: Link,
  { what, doer, data }: Happening,
): PeerNotice | null {
  const on = { linkId, subdomain: receiver.subdomain, direction: 'given' } as const;
  const byService = doer.side === 'service';
  switch (what) {
    case 'peer-accepted':
      return { what: 'peer-decided', ...on, accepted: true, seats: numberIn(data, 'asked') };
    case 'peer-rejected':
      return { what: 'peer-decided', ...on, accepted: false, seats: numberIn(data, 'asked') };
    case 'peer-released':
      return { what: 'peer-request-ended', ...on, because: 'not-covered' };
    case 'peer-lowered':
      return byService
        ? { what: 'peer-lowered', ...on, because: 'not-covered', ...movedIn(data) }
        : null;
    case 'peer-deleted':
      return doer.side === 'giver' ? null : endedBy(on, doer, data);
    case 'peer-admin-lost':
      return { what: 'peer-admin-lost', ...on };
    default:
      return null;
  }
}

/**
 * What the receiver is told of something that happened; nothing of what its own people did.
 * @param ticket of the link that opens the request once
 */
export function noticesToReceiver(
  { linkId, giver, wanted }: Link,
  { what, doer, data }: Happening,
  ticket: string,
): PeerNotice[] {
  const on = { linkId, subdomain: giver.subdomain, direction: 'received' } as const;
  const lowered = (): PeerNotice => ({
    what: 'peer-lowered',
    ...on,
    because: doer.side === 'service' ? 'not-covered' : 'giver',
    ...movedIn(data),
  });
  switch (what) {
    case 'peer-requested':
    case 'peer-change-requested': {
      const isLess = numberIn(data, 'seats') < numberIn(data, 'before');
      const less = isLess ? [lowered()] : [];
      // Of a request that is not open any more nobody needs to decide.
      if (wanted === null) return less;
      const { adminId: personId, seats, permissions } = wanted;
      const isChange = what === 'peer-change-requested';
      const asked = { personId, ticket, seats, ...permissions, isChange };
      return [...less, { what: 'peer-requested', ...on, ...asked }];
    }
    case 'peer-withdrawn':
      return [{ what: 'peer-request-ended', ...on, because: 'withdrawn' }];
    case 'peer-released':
      return [{ what: 'peer-request-ended', ...on, because: 'not-covered' }];
    case 'peer-lowered':
      return [lowered()];
    case 'peer-deleted':
      return doer.side === 'receiver' ? [] : [endedBy(on, doer, data)];
    default:
      return [];
  }
}

const endedBy = (
  on: Pick<PeerNotice, 'linkId' | 'subdomain' | 'direction'>,
  { side }: Happening['doer'],
  data: Happening['data'],
): PeerNotice => ({
  what: 'peer-deleted',
  ...on,
  because: side === 'service' ? 'not-covered' : side,
  seats: numberIn(data, 'before'),
});

const movedIn = (data: Happening['data']): { readonly before: number; readonly seats: number } => ({
  before: numberIn(data, 'before'),
  seats: numberIn(data, 'seats'),
});

function numberIn(data: Happening['data'], name: string): number {
  const value = data[name];
  return typeof value === 'number' ? value : 0;
}
