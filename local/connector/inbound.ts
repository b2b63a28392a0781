import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { GroupStanding } from '../tenants/group.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { DirectoryUser } from '../tenants/user.ts';
import { serviceUrlOf } from './context.ts';
import { BOT_ID, BOT_NAME, chatIdOf, participantIdOf, teamIdOf } from './ids.ts';
import type { Activity } from './messages.ts';

/** Where something happens of which Teams tells the bot. */
export interface Scene {
  readonly tenant: Tenant;
  /** Who does it. */
  readonly person: DirectoryUser;
  /** The team in whose channel it happens; null for the chat of the person. */
  readonly team: GroupStanding | null;
}

/** An activity as Teams sends it to the bot: the envelope of the scene, with `told` in it. */
export function activityFrom(
  { tenant, person, team }: Scene,
  clock: Clock,
  told: Activity,
): Activity {
  const locale = person.preferredLanguage ?? 'en-US';
  const { channelData, ...facts } = told;
  return {
    id: `f:${randomUUID()}`,
    timestamp: new Date(clock.now()).toISOString(),
    channelId: 'msteams',
    serviceUrl: serviceUrlOf(tenant),
    locale,
    from: { id: participantIdOf(person.id), name: person.displayName, aadObjectId: person.id },
    recipient: { id: BOT_ID, name: BOT_NAME },
    conversation:
      team === null
        ? { id: chatIdOf(tenant.id, person.id), conversationType: 'personal', tenantId: tenant.id }
        : {
            id: teamIdOf(team.group.id),
            conversationType: 'channel',
            isGroup: true,
            tenantId: tenant.id,
          },
    entities: [{ type: 'clientInfo', locale, country: person.usageLocation, platform: 'Web' }],
    channelData: {
      tenant: { id: tenant.id },
      ...(team === null ? {} : { team: teamData(team), channel: { id: teamIdOf(team.group.id) } }),
      ...(channelData as object | undefined),
    },
    ...facts,
  };
}

function teamData({ group }: GroupStanding): object {
  return { id: teamIdOf(group.id), name: group.displayName, aadGroupId: group.id };
}

/** What Teams tells of an installation: the bot has become a member, and the app was added. */
export const installed = (scene: Scene): readonly Activity[] => [
  {
    type: 'conversationUpdate',
    membersAdded: [{ id: BOT_ID, name: BOT_NAME }],
    ...(scene.team === null ? {} : { channelData: { eventType: 'teamMemberAdded' } }),
  },
  { type: 'installationUpdate', action: 'add' },
];

/** What Teams tells of an uninstallation; of a chat's end it does not tell the members. */
export const uninstalled = (scene: Scene): readonly Activity[] => [
  ...(scene.team === null
    ? []
    : [
        {
          type: 'conversationUpdate',
          membersRemoved: [{ id: BOT_ID, name: BOT_NAME }],
          channelData: { eventType: 'teamMemberRemoved' },
        },
      ]),
  { type: 'installationUpdate', action: 'remove' },
];
