import type { Config } from './config/settings.ts';

/** The tab's id in the manifest. */
const TAB_ID = 'headcount';

/**
 * Makes the addresses under which a page of the tab is opened from outside: in Teams where the app's id there is known,
 * else where the tab is served; null where neither is.
 * Source: learn.microsoft.com, Teams, "Deep link to an application".
 */
export function tabLinks({
  teamsAppId,
  publicOrigin,
}: Pick<Config, 'teamsAppId' | 'publicOrigin'>): (path: string, label: string) => string | null {
  return (path, label) => {
    if (teamsAppId === null) return publicOrigin === null ? null : `${publicOrigin}${path}`;
    const context = JSON.stringify({ subEntityId: path });
    const query = new URLSearchParams({ label, context }).toString().replaceAll('+', '%20');
    return `https://teams.microsoft.com/l/entity/${teamsAppId}/${TAB_ID}?${query}`;
  };
}
