import { PUBLIC, withOverrides } from '@microsoft/teams.api';
import { App } from '@microsoft/teams.apps';
import type { RequestHandler } from 'express';
import type { TenantId } from '../api/kernel/ids.ts';
import type { Outward } from '../api/notifications/actions/outward.ts';
import type { Chat } from '../api/ports/chat.ts';
import type { World } from '../api/ports/world.ts';
import { createListener, type InvokeAnswer } from './listener.ts';
import { createDoor } from './door.ts';
import { createRefusalNotes } from './refusals.ts';
import { sdkLog } from './sdk-log.ts';

/** Who the bot is, and whom it believes. */
export interface BotSettings {
  /** The application (client) id of the bot's registration. */
  readonly appId: string;
  /** Anybody is believed to be Teams: for the Playground on one's own machine. */
  readonly unauthenticated: boolean;
  /** Where the local cloud publishes the keys of Teams; null in production. */
  readonly localCloudOrigin: string | null;
  /** In whose audit it stands what came in the platform's name and was refused; null: nowhere. */
  readonly operatorTenantId: TenantId | null;
  /** So many refused requests are taken from one address in a minute. */
  readonly refusedPerMinute: number;
}

/** What the bot works with beside its settings. */
export interface BotParts {
  readonly world: World;
  readonly outward: Outward;
  readonly chat: Chat;
}

const OPENID = 'login.botframework.com/v1/.well-known/openidconfiguration';

/** Who signs what Teams sends to a bot. */
const ISSUER = 'https://api.botframework.com';

/**
 * The bot: verifies by the Teams SDK what comes in the name of Teams, and hands it to the listener. What it says goes
 * out over the connector of ours, which keeps the platform's limits (docs/decisions/0015).
 * @returns the handlers for `POST /api/messages`, in their order
 */
export async function createBot(
  { world, outward, chat }: BotParts,
  settings: BotSettings,
): Promise<readonly RequestHandler[]> {
  const { appId, unauthenticated, localCloudOrigin, operatorTenantId } = settings;
  const refused = createRefusalNotes(world, operatorTenantId);
  const door = createDoor(settings.refusedPerMinute, refused);
  const app = new App({
    clientId: appId,
    // The SDK sends nothing here, so it needs no token.
    token: () => Promise.reject(new Error('The SDK sends nothing by itself.')),
    httpServerAdapter: door.adapter,
    messagingEndpoint: '/api/messages',
    dangerouslyAllowUnauthenticatedRequests: unauthenticated,
    logger: sdkLog(world.log),
    cloud: withOverrides(PUBLIC, {
      tokenIssuer: ISSUER,
      openIdMetadataUrl:
        localCloudOrigin === null ? `https://${OPENID}` : `${localCloudOrigin}/${OPENID}`,
    }),
  });

  const listener = createListener({ world, outward, chat, refused });
  app.on('install.add', ({ activity }) => listener.arrived(activity));
  app.on('install.remove', ({ activity }) => listener.left(activity));
  app.on('conversationUpdate', ({ activity }) => listener.updated(activity));
  app.on('message', ({ activity }) => listener.spoke(activity));
  app.on('card.action', ({ activity }): Promise<InvokeAnswer> => listener.pressed(activity));
  await app.initialize();
  return door.handlers;
}
