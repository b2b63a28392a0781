import type { Persona } from './cloud.ts';
import type { Settings } from './settings.ts';

/** The app's id in Teams and the tab's id, as the manifest would have them. */
const APP_ID = '6f1c9a52-3d84-4b7e-9c0a-5e2d8f47a1b3';
const TAB_ID = 'headcount';

/** Which window of the app asks: the tab itself, or the one in which a person signs in. */
export type FrameContext = 'content' | 'authentication';

/** What the host can do beyond the basics (`isSupported()` of teams-js reads exactly this). */
const RUNTIME = {
  apiVersion: 4,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  isLegacyTeams: false,
  isNAAChannelRecommended: false,
  supports: {
    app: { notifySuccessResponse: {} },
    pages: { appButton: {}, backStack: {}, currentApp: {} },
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
): object => ({
  locale: language,
  theme,
  appId: APP_ID,
  entityId: TAB_ID,
  subEntityId: page === '/' ? '' : page,
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
