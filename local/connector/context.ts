import type { Tenant } from '../tenants/tenant.ts';
import type { World } from '../tenants/world.ts';
import type { Answer, Call } from '../wire.ts';
import type { Use } from './limits.ts';
import type { Messages } from './messages.ts';

/** The host that this folder stands in for. */
export const CONNECTOR_HOST = 'smba.trafficmanager.net';

/** One request to the connector, after the token's check. */
export interface ConnectorRequest {
  readonly call: Call;
  readonly world: World;
  readonly messages: Messages;
  /** The tenant that the service URL names; null for the global one. */
  readonly tenantId: string | null;
  /** What the route's placeholders stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** One line of the connector's route table. */
export interface ConnectorRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /v3, with placeholders in braces. */
  readonly path: string;
  readonly use: Use;
  /** Whose limits a call is measured by. @throws ConnectorRefusal where it names nobody */
  readonly threadOf: (request: ConnectorRequest) => Thread;
  readonly handle: (request: ConnectorRequest) => Answer;
}

/** The thread that a call is about, and the tenant it is in. */
export interface Thread {
  readonly tenantId: string;
  readonly conversationId: string;
}

/** Where the bot reaches a tenant's conversations. It can change while a conversation lives: the region is in it. */
export const serviceUrlOf = (tenant: Tenant): string =>
  `https://${CONNECTOR_HOST}/${tenant.settings().teamsRegion}/${tenant.id}/`;
