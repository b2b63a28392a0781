import type { PersonId } from '../../kernel/ids.ts';

/** On which side of a link somebody is told of it, and who is at the other end. */
interface OnLink {
  readonly linkId: string;
  readonly subdomain: string;
  readonly direction: 'given' | 'received';
}

/** What is told of peer accounts. */
export type PeerNotice =
  | (OnLink & {
      /** The administrator named in a request is to decide it (PA-10, P-4). */
      readonly what: 'peer-requested';
      readonly personId: PersonId;
      /** Of the link that opens once; it opens nothing for anybody else. */
      readonly ticket: string;
      readonly seats: number;
      readonly training: boolean;
      readonly users: boolean;
      readonly isChange: boolean;
    })
  | (OnLink & {
      /** A request was decided. */
      readonly what: 'peer-decided';
      readonly accepted: boolean;
      readonly seats: number;
    })
  | (OnLink & {
      /** A request is over without having been decided (PA-13, P-6). */
      readonly what: 'peer-request-ended';
      readonly because: 'withdrawn' | 'not-covered';
    })
  | (OnLink & {
      /** A link gives fewer seats, or fewer permissions, than before (P-6, P-8). */
      readonly what: 'peer-lowered';
      readonly because: 'giver' | 'not-covered';
      readonly before: number;
      readonly seats: number;
    })
  | (OnLink & {
      /** A link is over (P-6). */
      readonly what: 'peer-deleted';
      readonly because: 'giver' | 'receiver' | 'not-covered';
      readonly seats: number;
    })
  | (OnLink & {
      /** Whoever was to decide a request is no administrator any more (P-4). */
      readonly what: 'peer-admin-lost';
    });
