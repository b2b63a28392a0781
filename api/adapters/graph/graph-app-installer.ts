import type { TeamsApp } from '@microsoft/microsoft-graph-types';
import { GraphError } from '@microsoft/microsoft-graph-client';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { AppInstaller, InstallOutcome } from '../../ports/app-installer.ts';
import type { Log } from '../../ports/log.ts';
import { graphPath } from './calls.ts';
import { GRAPH_ORIGIN } from './chain.ts';
import { graphRefusal } from './refusals.ts';
import type { RawPage } from './rows.ts';
import type { TenantCalls } from './tenant-calls.ts';

/** The app's id in a catalogue stays while it is in there; it is asked for again after a while. */
const CATALOG_KEPT_MS = 60 * 60 * 1_000;
const TENANTS_MAX = 1_000;

/**
 * Installs the app by Microsoft Graph, as the application itself. Least permissions, both of which a tenant may withhold:
 * `AppCatalog.Read.All` to find the app in the tenant's catalogue, where it has another id than in the manifest, and
 * `TeamsAppInstallation.ReadWriteSelfForUser.All` to install it and nothing else.
 * @param teamsAppId the app's id in the manifest
 */
export function createGraphAppInstaller(
  tenants: TenantCalls,
  teamsAppId: string,
  log: Log,
): AppInstaller {
  const catalogIds = new LRUCache<TenantId, string>({ max: TENANTS_MAX, ttl: CATALOG_KEPT_MS });

  const catalogIdIn = async (tenantId: TenantId): Promise<string | null> => {
    const known = catalogIds.get(tenantId);
    if (known !== undefined) return known;
    const filter = `externalId eq '${teamsAppId}'`;
    const page = (await tenants
      .in(tenantId)
      .get(graphPath`/appCatalogs/teamsApps?$filter=${filter}`)) as RawPage;
    const [app] = (page.value ?? []) as readonly TeamsApp[];
    const id = app?.id ?? null;
    if (id !== null) catalogIds.set(tenantId, id);
    return id;
  };

  return {
    async install(tenantId, personId) {
      try {
        const appId = await catalogIdIn(tenantId);
        if (appId === null) return 'not-in-catalog';
        await tenants.in(tenantId).post(graphPath`/users/${personId}/teamwork/installedApps`, {
          'teamsApp@odata.bind': `${GRAPH_ORIGIN}/v1.0/appCatalogs/teamsApps/${appId}`,
        });
        return 'installed';
      } catch (error) {
        const outcome = outcomeOf(error);
        if (outcome === 'person-refused' || outcome === 'not-now') {
          const status = error instanceof GraphError ? error.statusCode : null;
          log.warn({ tenantId, status, outcome }, 'the app was not installed for somebody');
        }
        return outcome;
      }
    },
  };
}

function outcomeOf(error: unknown): InstallOutcome {
  const refusal = graphRefusal(error);
  if (refusal instanceof AppError && refusal.code === 'consent-missing') return 'consent-missing';
  if (!(error instanceof GraphError)) return 'not-now';
  const { statusCode } = error;
  if (statusCode === 409) return 'there';
  return statusCode === 400 || statusCode === 404 ? 'person-refused' : 'not-now';
}
