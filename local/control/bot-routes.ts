import { Router } from 'express';
import type { Connector } from '../connector/connector.ts';
import { chatIdOf, teamIdOf } from '../connector/ids.ts';
import type { Told } from '../connector/teams.ts';
import { read } from './problem.ts';
import { botShape, byPersonShape, pressedShape, typedShape } from './shapes.ts';
import type { TenantOf } from './tenant-routes.ts';

/** The bot's registration and what was seen of it; and what people do with it in Teams. */
export function botRoutes(connector: Connector, tenantOf: TenantOf): Router {
  const router = Router();
  router.use(registrationRoutes(connector));
  router.use(chatRoutes(connector, tenantOf));
  router.use(channelRoutes(connector, tenantOf));
  return router;
}

/** `GET /bot`, `PUT /bot`, `GET /bot/limits`, `DELETE /bot/limits` and `POST /bot/keys/rotation`. */
function registrationRoutes({ delivery, limits, keys }: Connector): Router {
  const router = Router();

  router.get('/bot', (_request, response) => {
    response.json({ messagingEndpoint: delivery.endpoint() });
  });
  router.put('/bot', (request, response) => {
    delivery.listensAt(read(botShape, request.body).messagingEndpoint);
    response.json({ messagingEndpoint: delivery.endpoint() });
  });

  router.get('/bot/limits', (_request, response) => {
    response.json({ exceeded: limits.exceeded(), peaks: limits.peaks() });
  });
  router.delete('/bot/limits', (_request, response) => {
    limits.reset();
    response.status(204).end();
  });

  router.post('/bot/keys/rotation', async (_request, response) => {
    const { kid } = await keys.rotate();
    response.json({ kid, published: (await keys.published()).map((key) => key.kid) });
  });

  return router;
}

/** The chat of a person with the bot, below `/tenants/{id}/users/{userId}/chat`. */
function chatRoutes({ teams, messages }: Connector, tenantOf: TenantOf): Router {
  const router = Router();
  const CHAT = '/tenants/:id/users/:userId/chat';

  router.get(CHAT, (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { user } = tenant.directory.userById(request.params.userId);
    const conversationId = chatIdOf(tenant.id, user.id);
    response.json({
      conversationId,
      installation: tenant.installations.ofPerson(user.id) ?? null,
      messages: messages.of(conversationId).filter(({ deletedAt }) => deletedAt === null),
    });
  });

  router.put(`${CHAT}/installation`, async (request, response) => {
    const tenant = tenantOf(request.params.id);
    response.json(summary(await teams.install(tenant, request.params.userId)));
  });
  router.delete(`${CHAT}/installation`, async (request, response) => {
    const tenant = tenantOf(request.params.id);
    response.json(summary(await teams.uninstall(tenant, request.params.userId)));
  });

  router.post(`${CHAT}/block`, (request, response) => {
    const { id, userId } = request.params;
    tenantOf(id).perform({ act: 'blockBot', personId: userId });
    response.status(204).end();
  });
  router.post(`${CHAT}/unblock`, (request, response) => {
    const { id, userId } = request.params;
    tenantOf(id).perform({ act: 'unblockBot', personId: userId });
    response.status(204).end();
  });

  router.post(`${CHAT}/messages`, async (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { text } = read(typedShape, request.body);
    response.json(summary(await teams.type(tenant, request.params.userId, text)));
  });
  router.post(`${CHAT}/messages/:messageId/press`, async (request, response) => {
    const { id, userId, messageId } = request.params;
    const pressed = read(pressedShape, request.body);
    response.json(summary(await teams.press(tenantOf(id), userId, messageId, pressed)));
  });

  return router;
}

/** The first channel of a team, below `/tenants/{id}/groups/{groupId}/channel`. */
function channelRoutes({ teams, messages }: Connector, tenantOf: TenantOf): Router {
  const router = Router();
  const CHANNEL = '/tenants/:id/groups/:groupId/channel';

  router.get(CHANNEL, (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { groupId } = request.params;
    const conversationId = teamIdOf(groupId.toLowerCase());
    response.json({
      conversationId,
      installation: tenant.installations.ofTeam(groupId) ?? null,
      messages: messages.of(conversationId).filter(({ deletedAt }) => deletedAt === null),
    });
  });

  router.put(`${CHANNEL}/installation`, async (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { personId } = read(byPersonShape, request.body);
    response.json(summary(await teams.installInTeam(tenant, request.params.groupId, personId)));
  });
  router.delete(`${CHANNEL}/installation`, async (request, response) => {
    const tenant = tenantOf(request.params.id);
    const { personId } = read(byPersonShape, request.body);
    response.json(summary(await teams.uninstallFromTeam(tenant, request.params.groupId, personId)));
  });

  return router;
}

/** What was told, each with the bot's answer. */
function summary({ activities, delivered }: Told) {
  return {
    told: activities.map((activity, place) => ({ activity, answer: delivered[place] })),
  };
}
