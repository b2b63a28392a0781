import { ConfidentialClientApplication } from '@azure/msal-node';
import { AppError } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Transport } from '../transport/transport.ts';
import type { Patience } from './patience.ts';
import { tokenRefusal } from './refusals.ts';
import { claimIn, tokenNetwork } from './token-network.ts';

/** Who Headcount is towards Entra ID: its app registration. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Gives an access token in one tenant; `fresh` asks past the cache. */
export type TokenSource = (fresh?: boolean) => Promise<string>;

/** What a token for Microsoft Graph opens: all that was consented to. */
export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** What a bot's token opens: the bot connector. */
export const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';

/**
 * The token source of one tenant: a client and a cache of its own, so that no token of one tenant is ever found for
 * another (MSAL's cache does not always tell them apart), and one call at a time however many ask.
 *
 * @param scope what the tokens open; default: Microsoft Graph
 * @throws AppError (from the source) `consent-missing`, `directory-unavailable`
 */
export function tokenSource(
  tenantId: TenantId,
  credentials: Credentials,
  transport: Transport,
  patience: Patience,
  scope = GRAPH_SCOPE,
): TokenSource {
  const network = tokenNetwork(transport, patience);
  const application = new ConfidentialClientApplication({
    auth: { ...credentials, authority: `https://login.microsoftonline.com/${tenantId}` },
    system: { networkClient: network },
  });
  let underWay: Promise<string> | null = null;
  let distrusted = false;

  const acquire = async (fresh: boolean): Promise<string> => {
    network.forgetFailure();
    let token: string;
    try {
      const result = await application.acquireTokenByClientCredential({
        scopes: [scope],
        skipCache: fresh || distrusted,
      });
      token = result?.accessToken ?? '';
    } catch (error) {
      throw network.lastFailure() ?? tokenRefusal(error);
    }
    distrusted = claimIn(token, 'tid') !== tenantId;
    if (!distrusted) return token;
    throw new AppError(
      'directory-unavailable',
      'The sign-in service answered with a token of another tenant; it was not used. Try again in a minute.',
      { retryAfterSeconds: 60, reason: 'wrong-tenant' },
    );
  };

  return (fresh = false) => {
    underWay ??= acquire(fresh).finally(() => (underWay = null));
    return underWay;
  };
}
