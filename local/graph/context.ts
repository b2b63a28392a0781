import type { Clock } from '../clock.ts';
import type { TeamsClients } from '../connector/teams.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { Reach } from '../tenants/reach.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { World } from '../tenants/world.ts';
import type { Answer, Call } from '../wire.ts';
import type { Caller } from './bearer.ts';
import type { GraphRefusal } from './errors.ts';
import type { Notifier } from './notifier.ts';
import type { Query } from './query.ts';
import type { RoleBook } from './role-book.ts';
import type { WriteWatch } from './write-watch.ts';

/** What surrounds the local Graph. */
export interface GraphWorld {
  readonly world: World;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly mailbox: Mailbox;
  readonly roles: RoleBook;
  readonly teams: TeamsClients;
  /** What a partner's agent may do at a customer now. */
  readonly reach: Reach;
  readonly writeWatch: WriteWatch;
}

/** One request to Graph, after the bearer check. */
export interface GraphRequest extends GraphWorld {
  readonly call: Call;
  readonly query: Query;
  readonly caller: Caller;
  /** The tenant of the token; nothing else is in reach. */
  readonly tenant: Tenant;
  /** What the route's placeholders stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** One line of Graph's route table. */
export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /v1.0, with placeholders in braces: "/users/{id}". */
  readonly path: string;
  /** Any of these permissions opens the route, delegated or granted to the application. */
  readonly permissions: readonly string[];
  /** Directory roles of which a person needs one for a delegated call; none where left out. */
  readonly directoryRoles?: readonly string[];
  /** Resource units before what $select, $expand and $top change. */
  readonly resourceUnits: number;
  /** Whether it writes to the directory, and the limit of writes counts it. */
  readonly writes?: true;
  /** How it refuses whoever may not; the directory's own refusal where left out. */
  readonly denied?: () => GraphRefusal;
  readonly handle: (request: GraphRequest) => Answer | Promise<Answer>;
}
