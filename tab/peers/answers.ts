import type { z } from 'zod';
import type { peerBody, peerDeletionShape, peerShape } from '../../api/peers/contract.ts';
import type { subscriptionShape } from '../../api/subscriptions/contract.ts';

/** A link to a peer account, as the API tells it. */
export type Peer = z.infer<typeof peerShape>;
export type Direction = Peer['direction'];
/** What is asked of another account. */
export type PeerAsk = z.infer<typeof peerBody>;
/** What deleting a link comes to. */
export type PeerDeletion = z.infer<typeof peerDeletionShape>;
/** What the account has to go on with when a link ends. */
export type Subscription = z.infer<typeof subscriptionShape>;
