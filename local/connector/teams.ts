import type { Clock } from '../clock.ts';
import { directMembers } from '../graph/members.ts';
import { DirectoryRefusal } from '../tenants/acts.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { actionIn, cardIn } from './cards.ts';
import type { PressedButton } from './cards.ts';
import { serviceUrlOf } from './context.ts';
import type { Delivered, Delivery } from './delivery.ts';
import { chatIdOf, teamIdOf } from './ids.ts';
import { activityFrom, installed, uninstalled } from './inbound.ts';
import type { Scene } from './inbound.ts';
import type { Activity, Message, Messages } from './messages.ts';
import type { OddConnectorToken, SignForBot } from './tokens.ts';

/** What Teams says to the bot by what people do, and what the bot answered, in order. */
export interface Told {
  readonly activities: readonly Activity[];
  readonly delivered: readonly Delivered[];
}

/** What people do in Teams that concerns the bot. Each tells the bot with a signed token. */
export interface TeamsClients {
  /** @throws DirectoryRefusal where it is installed already, or the catalogue has it not */
  install(tenant: Tenant, personId: string): Promise<Told>;
  uninstall(tenant: Tenant, personId: string): Promise<Told>;
  /** By a member of the team; the first one where nobody is named. */
  installInTeam(tenant: Tenant, groupId: string, byPersonId?: string): Promise<Told>;
  uninstallFromTeam(tenant: Tenant, groupId: string, byPersonId?: string): Promise<Told>;
  /** A person writes to the bot. */
  type(tenant: Tenant, personId: string, text: string): Promise<Told>;
  /** A person presses a button of a card; the card that the bot answers is shown from then on. */
  press(tenant: Tenant, personId: string, messageId: string, pressed: PressedButton): Promise<Told>;
  /**
   * Tells the bot anything, in the chat of a person: the envelope of Teams with `told` over it.
   * @param odd what is wrong with the token; null for none at all
   */
  tell(
    tenant: Tenant,
    personId: string,
    told: Activity,
    odd?: OddConnectorToken | null,
  ): Promise<Told>;
  /** Fulfils when everything that is on its way to the bot was answered. */
  settled(): Promise<void>;
}

const INVOKE_RESPONSE_CARD = 'application/vnd.microsoft.card.adaptive';

/** The Teams clients of everybody; what they do reaches the bot by its endpoint. */
export function createTeamsClients(
  clock: Clock,
  messages: Messages,
  delivery: Delivery,
  sign: SignForBot,
): TeamsClients {
  const underWay = new Set<Promise<unknown>>();

  const tell = async (
    scene: Scene,
    facts: readonly Activity[],
    odd: OddConnectorToken | null = {},
  ): Promise<Told> => {
    const activities = facts.map((told) => activityFrom(scene, clock, told));
    const delivered: Delivered[] = [];
    for (const activity of activities) {
      const token = odd === null ? null : await sign(serviceUrlOf(scene.tenant), odd);
      delivered.push(await delivery.send(activity, token));
    }
    return { activities, delivered };
  };

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    return work;
  };

  const chatOf = (tenant: Tenant, personId: string): Scene => ({
    tenant,
    person: livePerson(tenant, personId),
    team: null,
  });

  const channelOf = (tenant: Tenant, groupId: string, byPersonId?: string): Scene => {
    const team = tenant.directory.groups.byId(groupId);
    if (team === undefined) throw unknown('groupId', groupId, 'group');
    const by = byPersonId ?? firstMember(tenant, groupId);
    return { tenant, person: livePerson(tenant, by), team };
  };

  const sceneOf = (tenant: Tenant, personId: string, message: Message): Scene =>
    message.groupId === null
      ? chatOf(tenant, personId)
      : channelOf(tenant, message.groupId, personId);

  return {
    async install(tenant, personId) {
      refuseOutsideCatalog(tenant);
      const scene = chatOf(tenant, personId);
      tenant.perform({ act: 'installApp', personId: scene.person.id });
      return track(tell(scene, installed(scene)));
    },
    async uninstall(tenant, personId) {
      const scene = chatOf(tenant, personId);
      tenant.perform({ act: 'uninstallApp', personId: scene.person.id });
      return track(tell(scene, uninstalled(scene)));
    },
    async installInTeam(tenant, groupId, byPersonId) {
      refuseOutsideCatalog(tenant);
      const scene = channelOf(tenant, groupId, byPersonId);
      tenant.perform({ act: 'installAppInTeam', groupId });
      return track(tell(scene, installed(scene)));
    },
    async uninstallFromTeam(tenant, groupId, byPersonId) {
      const scene = channelOf(tenant, groupId, byPersonId);
      tenant.perform({ act: 'uninstallAppFromTeam', groupId });
      return track(tell(scene, uninstalled(scene)));
    },
    async type(tenant, personId, text) {
      const scene = chatOf(tenant, personId);
      const conversationId = chatIdOf(tenant.id, scene.person.id);
      const { id } = messages.add({
        tenantId: tenant.id,
        conversationId,
        personId: scene.person.id,
        groupId: null,
        from: 'person',
        replyToId: null,
        activity: { type: 'message', text },
      });
      return track(tell(scene, [{ type: 'message', id, text, textFormat: 'plain' }]));
    },
    async press(tenant, personId, messageId, pressed) {
      const message = messageFor(messages, tenant, personId, messageId);
      const scene = sceneOf(tenant, personId, message);
      const invoke: Activity = {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: actionIn(message, pressed), trigger: 'manual' },
        replyToId: message.id,
      };
      const told = await track(tell(scene, [invoke]));
      const card = answeredCard(told.delivered[0]);
      const now = messages.byId(message.conversationId, message.id);
      if (card !== undefined && now !== undefined) messages.show(now, card);
      return told;
    },
    tell: (tenant, personId, told, odd) => track(tell(chatOf(tenant, personId), [told], odd)),
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The card in the bot's answer to a pressed button. */
function answeredCard(delivered: Delivered | undefined): Activity | undefined {
  if (delivered?.status !== 200) return undefined;
  const { type, value } = (delivered.body ?? {}) as Activity;
  return type === INVOKE_RESPONSE_CARD ? (cardIn(value) ?? undefined) : undefined;
}

/** The message of a conversation in which the person is. */
function messageFor(
  messages: Messages,
  tenant: Tenant,
  personId: string,
  messageId: string,
): Message {
  const own = messages.byId(chatIdOf(tenant.id, personId.toLowerCase()), messageId);
  const message =
    own ??
    tenant.directory.groups
      .all()
      .map(({ group }) => messages.byId(teamIdOf(group.id), messageId))
      .find((one) => one !== undefined);
  if (message === undefined) throw unknown('messageId', messageId, 'message');
  return message;
}

function livePerson(tenant: Tenant, personId: string) {
  const { user, state } = tenant.directory.userById(personId);
  if (state === 'live') return user;
  throw new DirectoryRefusal(
    'wrong-state',
    'personId',
    personId,
    `The user ${personId} is ${state}: restore the user first.`,
  );
}

function firstMember(tenant: Tenant, groupId: string): string {
  const standing = tenant.directory.groups.byId(groupId);
  for (const { item } of standing === undefined
    ? []
    : directMembers(tenant.directory, standing, -1)) {
    if ('user' in item) return tenant.directory.users.standing(item.user).user.id;
  }
  throw new DirectoryRefusal(
    'wrong-state',
    'groupId',
    groupId,
    `The team ${groupId} has no members who could do it: add one first.`,
  );
}

function refuseOutsideCatalog(tenant: Tenant): void {
  if (tenant.settings().appInCatalog) return;
  throw new DirectoryRefusal(
    'wrong-state',
    'appInCatalog',
    'false',
    `The catalogue of ${tenant.name} does not have the app: PATCH /tenants/${tenant.id} with { "appInCatalog": true }.`,
  );
}

function unknown(field: string, id: string, thing: string): DirectoryRefusal {
  return new DirectoryRefusal('not-found', field, id, `There is no ${thing} ${id} here.`);
}
