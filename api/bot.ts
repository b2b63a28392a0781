import type { RequestHandler } from 'express';
import { createBot } from '../bot/bot.ts';
import { botChannel } from '../bot/channel.ts';
import { PATIENCE } from './adapters/graph/patience.ts';
import { CONNECTOR_SCOPE, tokenSource } from './adapters/graph/tokens.ts';
import { createConnectorChat, isConnector } from './adapters/teams/connector.ts';
import { isLoopback, reachingLoopback } from './adapters/teams/loopback.ts';
import { createPace } from './adapters/teams/pace.ts';
import type { Transport } from './adapters/transport/transport.ts';
import type { Config } from './config/settings.ts';
import type { Outward } from './notifications/actions/outward.ts';
import type { Channel } from './ports/channel.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { World } from './ports/world.ts';

/** The bot, as the parts that a process may need. */
export interface BotParts {
  readonly channel: Channel;
  /** What takes messages of Teams. */
  messages(world: World, outward: Outward): Promise<readonly RequestHandler[]>;
}

interface Around {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts the bot together as the settings say; null where there is none, and all notices go by mail. */
export function botFor(config: Config, { transport, clock, log }: Around): BotParts | null {
  const { bot, localCloudOrigin, operatorTenantId, rateLimits } = config;
  if (bot === null) {
    log.info({}, 'there is no bot: BOT_ID and BOT_TENANT name none. Notices go by e-mail');
    return null;
  }
  const { appId, tenantId, secret, perSecond, unauthenticated } = bot;
  if (unauthenticated) {
    log.warn({}, 'the bot believes whoever calls it: BOT_UNAUTHENTICATED is for trying it out');
  }
  const credentials = { clientId: appId, clientSecret: secret };
  const chat = createConnectorChat({
    transport: unauthenticated ? reachingLoopback(transport) : transport,
    token: tokenSource(tenantId, credentials, transport, PATIENCE, CONNECTOR_SCOPE),
    pace: createPace(clock, perSecond),
    ...{ clock, log },
    serves: (address) => isConnector(address) || (unauthenticated && isLoopback(address)),
  });
  return {
    channel: botChannel(chat),
    messages: (world, outward) =>
      createBot(
        { world, outward, chat },
        {
          ...{ appId, unauthenticated, localCloudOrigin, operatorTenantId },
          refusedPerMinute: rateLimits.perAddress,
        },
      ),
  };
}
