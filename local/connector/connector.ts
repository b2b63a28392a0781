import type { Clock } from '../clock.ts';
import { createKeyRing } from '../entra/keys.ts';
import type { KeyRing } from '../entra/keys.ts';
import type { Faults } from '../faults.ts';
import type { World } from '../tenants/world.ts';
import type { Host } from '../wire.ts';
import { createBotCheck } from './bearer.ts';
import { CONNECTOR_HOST } from './context.ts';
import { createDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { createConnectorHost } from './host.ts';
import { createLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import { createMessages } from './messages.ts';
import type { Messages } from './messages.ts';
import { createTeamsClients } from './teams.ts';
import type { TeamsClients } from './teams.ts';
import { BOT_LOGIN_HOST, createBotLoginHost, createSignForBot } from './tokens.ts';
import type { SignForBot } from './tokens.ts';

/** Everything of Teams that a bot meets: the connector, the people in Teams, and their messages. */
export interface Connector {
  /** By the names of their production hosts; queued faults are in them already. */
  readonly hosts: Readonly<Record<string, Host>>;
  /** The tenant in which the bot is registered. */
  readonly registeredIn: string;
  readonly teams: TeamsClients;
  readonly messages: Messages;
  readonly limits: Limits;
  readonly delivery: Delivery;
  /** The keys that sign what goes to the bot. */
  readonly keys: KeyRing;
  readonly sign: SignForBot;
}

/** @param registeredIn the tenant in which the bot is registered */
export function createConnector(
  world: World,
  clock: Clock,
  faults: Faults,
  entraKeys: KeyRing,
  registeredIn: string,
): Connector {
  const keys = createKeyRing();
  const sign = createSignForBot(keys, createKeyRing());
  const messages = createMessages(clock);
  const limits = createLimits(clock);
  const delivery = createDelivery(faults);
  const isBot = createBotCheck(entraKeys, registeredIn);
  return {
    hosts: {
      [BOT_LOGIN_HOST]: faults.around(BOT_LOGIN_HOST, createBotLoginHost(keys)),
      [CONNECTOR_HOST]: createConnectorHost({ world, messages, limits, isBot }, (host) =>
        faults.around(CONNECTOR_HOST, host),
      ),
    },
    registeredIn,
    teams: createTeamsClients(clock, messages, delivery, sign),
    messages,
    limits,
    delivery,
    keys,
    sign,
  };
}
