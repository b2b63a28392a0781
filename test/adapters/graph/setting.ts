import { createGraphDirectory } from '../../../api/adapters/graph/graph-directory.ts';
import type { Patience } from '../../../api/adapters/graph/patience.ts';
import { createTransport } from '../../../api/adapters/transport/transport.ts';
import { AppError } from '../../../api/kernel/errors.ts';
import type { Directory } from '../../../api/ports/directory.ts';
import { createLocalCloud, HOME_TENANT_ID, type LocalCloud } from '../../../local/cloud.ts';
import { CLIENT_ID, CLIENT_SECRET } from '../../../local/entra/app.ts';
import type { TenantOptions } from '../../../local/tenants/options.ts';

export const GRAPH = 'graph.microsoft.com';
export const ENTRA = 'login.microsoftonline.com';
export const HOME = HOME_TENANT_ID;

/** Impatient, so that tests of failures are quick. */
export const IMPATIENT: Patience = {
  tries: 4,
  firstMs: 2,
  longestMs: 10,
  longestRetryAfterMs: 3_000,
};

/** The local cloud with one tenant, and the real adapter on it. */
export interface Setting {
  readonly cloud: LocalCloud;
  readonly directory: Directory;
  /** How many requests have reached the host, of those whose path begins so. */
  requests(host: string, path: string): number;
  close(): Promise<void>;
}

export async function startSetting(
  tenant: Partial<TenantOptions> = {},
  clientSecret = CLIENT_SECRET,
): Promise<Setting> {
  const cloud = await createLocalCloud({
    tenants: [{ id: HOME, name: 'Contoso', groups: 0, ...tenant }],
  });
  const directory = createGraphDirectory({
    transport: createTransport({ localCloudOrigin: cloud.origin }),
    credentials: { clientId: CLIENT_ID, clientSecret },
    patience: IMPATIENT,
  });
  return {
    cloud,
    directory,
    requests: (host, path) =>
      cloud.requests
        .routes()
        .filter((route) => route.host === host && route.route.startsWith(path))
        .reduce((sum, { count }) => sum + count, 0),
    async close() {
      await directory.close();
      await cloud.close();
    },
  };
}

/** The refusal that the call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}
