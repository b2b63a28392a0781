import type { TenantId } from '../kernel/ids.ts';
import type { Aside } from './aside.ts';
import type { Channel } from './channel.ts';
import type { Clock } from './clock.ts';
import type { CustomerDirectories } from './customer-directory.ts';
import type { Directory } from './directory.ts';
import type { Files } from './files.ts';
import type { KeyedHashes } from './keyed-hashes.ts';
import type { Log } from './log.ts';
import type { Passwords } from './passwords.ts';
import type { Payments } from './payments.ts';
import type { Store } from './store.ts';

/** Everything that an action needs from outside. Made once, in `main.ts`, and passed along. */
export interface World {
  readonly store: Store;
  readonly files: Files;
  readonly directory: Directory;
  /** The directories of a partner's customers. */
  readonly customers: CustomerDirectories;
  /** Temporary passwords for customers' users. */
  readonly passwords: Passwords;
  readonly clock: Clock;
  /** Long reading beside the requests. */
  readonly aside: Aside;
  /** How activation keys are kept and found. */
  readonly keyedHashes: KeyedHashes;
  /** The payment provider; left out where none is configured: then nothing is sold by card. */
  readonly payments?: Payments;
  /** E-mail; left out where nobody is named to send from. */
  readonly mail?: Channel;
  readonly log: Log;
  /** Tells the keeper of due work that something may be due; what it misses it finds by itself. */
  readonly wakeKeeper: () => void;
}

/** A tenant as actions know it: whose data, and over how many buckets its people are spread. */
export interface Tenant {
  readonly tenantId: TenantId;
  readonly buckets: number;
}

/** Who acts: a person of the tenant, or the service itself (null) by the clock or after a fact. */
export interface Actor {
  readonly personId: string | null;
  /** One act, however often it is tried: a repeat under the same id changes nothing and answers the same. */
  readonly actId: string;
}
