import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser } from '../tenants/user.ts';
import type { World } from '../tenants/world.ts';
import { chatIdOf, named } from './ids.ts';
import type { Named } from './ids.ts';
import { ConnectorRefusal } from './refusals.ts';

/** A conversation that the bot is in. */
export interface Conversation {
  /** One id for a chat, however the bot named it; in a channel with the message that began a reply chain. */
  readonly id: string;
  readonly tenant: Tenant;
  /** The person of a chat; null in a channel. */
  readonly personId: string | null;
  /** The team's group in a channel; null in a chat. */
  readonly groupId: string | null;
  /** The message to which a channel's reply chain belongs. */
  readonly rootId: string | null;
}

/**
 * The conversation, if the bot may speak in it.
 * @param tenantId that of the service URL; null where that names none
 * @throws ConnectorRefusal as the platform refuses: unknown, of another tenant, uninstalled, blocked, disabled
 */
export function conversationOf(world: World, id: string, tenantId: string | null): Conversation {
  const name = named(id);
  if (name === undefined) throw new ConnectorRefusal('ConversationNotFound');
  const tenant = tenantOf(world, name, tenantId);
  if (tenant === undefined) throw new ConnectorRefusal('ConversationNotFound');
  if (tenantId !== null && tenantId !== tenant.id) throw new ConnectorRefusal('InvalidBotApiHost');
  if (tenant.settings().botDisabled) throw new ConnectorRefusal('BotDisabledByAdmin');
  if (name.kind === 'channel') {
    if (tenant.installations.ofTeam(name.groupId) === undefined) {
      throw new ConnectorRefusal('BotNotInConversationRoster');
    }
    return { id, tenant, personId: null, groupId: name.groupId, rootId: name.rootId };
  }
  if (personIn(tenant, name.personId) === undefined) {
    throw new ConnectorRefusal('ConversationNotFound');
  }
  refuseUninstalled(tenant, name.personId, 'BotNotInConversationRoster');
  const { personId } = name;
  return { id: chatIdOf(tenant.id, personId), tenant, personId, groupId: null, rootId: null };
}

/**
 * The chat of the bot with a person, as it is opened.
 * @throws ConnectorRefusal `ForbiddenOperationException` where the person has not installed the app
 */
export function chatWith(tenant: Tenant, personId: string): Conversation {
  if (tenant.settings().botDisabled) throw new ConnectorRefusal('BotDisabledByAdmin');
  refuseUninstalled(tenant, personId, 'ForbiddenOperationException');
  const id = chatIdOf(tenant.id, personId);
  return { id, tenant, personId, groupId: null, rootId: null };
}

function refuseUninstalled(
  tenant: Tenant,
  personId: string,
  code: 'BotNotInConversationRoster' | 'ForbiddenOperationException',
): void {
  const installation = tenant.installations.ofPerson(personId);
  if (installation === undefined) throw new ConnectorRefusal(code);
  if (installation.blocked) throw new ConnectorRefusal('ConversationBlockedByUser');
}

/** The live person of a tenant. */
export function personIn(tenant: Tenant, personId: string): DirectoryUser | undefined {
  const { users } = tenant.directory;
  const index = users.indexOfId(personId);
  const standing = index === undefined ? undefined : users.standing(index);
  return standing?.state === 'live' ? standing.user : undefined;
}

/** Where an id does not tell its tenant, the one that has the person or the group: no two tenants share ids. */
function tenantOf(world: World, name: Named, tenantId: string | null): Tenant | undefined {
  if (name.kind === 'channel') {
    return world
      .tenants()
      .find(({ directory }) => directory.groups.byId(name.groupId) !== undefined);
  }
  const known = name.tenantId ?? tenantId;
  if (known !== null) return world.tenant(known);
  return world.tenants().find((tenant) => personIn(tenant, name.personId) !== undefined);
}
