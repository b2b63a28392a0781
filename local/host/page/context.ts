import type { Persona } from './cloud.ts';
import type { Settings } from './settings.ts';

/** The app's id in Teams and the tab's id, as the manifest would have them. */
const APP_ID = '6f1c9a52-3d84-4b7e-9c0a-5e2d8f47a1b3';
const TAB_ID = 'headcount';

/** The one channel that there is. */
export const TEAM_NAME = 'Learning team';
export const CHANNEL_NAME = 'General';
const CHANNEL = {
  teamId: '19:0d5e3f0c7c7a4d62@thread.tacv2',
  teamName: TEAM_NAME,
  groupId: '5b1f0f0a-6f0e-4f57-9d2d-2c1b7f7f4e61',
  channelId: '19:0d5e3f0c7c7a4d62@thread.tacv2',
  channelName: CHANNEL_NAME,
  channelType: 'Regular',
};

/** Which window of the app asks: the tab itself, the one that sets up a channel's tab, or that of signing in. */
export type FrameContext = 'content' | 'settings' | 'authentication';

/** A tab of the channel, as the app has set it up. */
export interface ChannelTab {
  readonly entityId: string;
  readonly address: string;
  readonly name: string;
}

/** Where the app is: in its personal tab, or in a channel, there with the tab that the channel has by now. */
export type Whereabouts =
  { readonly in: 'person' } | { readonly in: 'channel'; readonly tab: ChannelTab | null };

/** What the host can do beyond the basics (`isSupported()` of teams-js reads exactly this). */
const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  isLegacyTeams: false,
  isNAAChannelRecommended: false,
  supports: {
    app: { notifySuccessResponse: {} },
    pages: { appButton: {}, backStack: {}, config: {}, currentApp: {} },
  },
};

/** The answer to `initialize`: frame, client, the host's version of teams-js, and what it can do. */
export const helloOf = (frame: FrameContext): readonly unknown[] => [
  frame,
  'web',
  '2.58.0',
  JSON.stringify(RUNTIME),
];

/** The answer to `getContext`, in the flat names that hosts use. */
export const contextOf = (
  { persona, language, theme, page }: Omit<Settings, 'persona'> & { readonly persona: Persona },
  frame: FrameContext,
  whereabouts: Whereabouts,
): object => ({
  locale: language,
  theme,
  appId: APP_ID,
  ...(whereabouts.in === 'channel'
    ? { ...CHANNEL, entityId: whereabouts.tab?.entityId ?? '', subEntityId: '' }
    : { entityId: TAB_ID, subEntityId: page === '/' ? '' : page }),
  frameContext: frame,
  hostClientType: 'web',
  hostName: 'Teams',
  ringId: 'general',
  manifestVersion: '1.25',
  tid: persona.tenantId,
  userObjectId: persona.objectId,
  userPrincipalName: persona.userPrincipalName,
  loginHint: persona.userPrincipalName,
  sessionId: 'local-host-page',
  appSessionId: 'local-host-page',
});

/** The address inside the tab that a deep link to this app names; null for a link to anything else. */
export function pageOfDeepLink(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const { hostname, pathname, searchParams } = new URL(link);
  if (hostname !== 'teams.microsoft.com' || !pathname.startsWith(`/l/entity/${APP_ID}/`)) {
    return null;
  }
  try {
    const context: unknown = JSON.parse(searchParams.get('context') ?? '{}');
    const { subEntityId = '/' } = context as { subEntityId?: string };
    return subEntityId.startsWith('/') ? subEntityId : '/';
  } catch {
    return '/';
  }
}
