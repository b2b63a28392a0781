import { createHash } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../../kernel/errors.ts';
import type { PersonId, TenantId } from '../../../kernel/ids.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';
import type { CustomerDirectories, KeptGrant } from '../../../ports/customer-directory.ts';
import type { Vault } from '../../../ports/vault.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Patience } from '../patience.ts';
import { claimIn, tokenNetwork, type TokenNetwork } from '../token-network.ts';
import { GRAPH_SCOPE, type Credentials, type TokenSource } from '../tokens.ts';
import { customerTokenRefusal, grantRefusal, signInNeeded } from './agent-refusals.ts';

/** A token with less than this left is not used for another call. */
const TOKEN_LEFT_MIN_MS = 5 * MINUTE_MS;

/** So many (customer, agent) pairs keep their tokens, and so many grants are remembered by the token they were made of. */
const PAIRS_IN_MEMORY = 2_000;
const GRANTS_IN_MEMORY = 2_000;

/** Tokens of agents of partners: what is kept of them, and those that open a customer's tenant. */
export interface AgentTokens extends Pick<CustomerDirectories, 'grantOf'> {
  /** The token source of an agent at a customer. The same pair shares one, whichever grant it was made of last. */
  source(customerId: TenantId, grant: KeptGrant): TokenSource;
  close(): void;
}

/** How agents' tokens are got. */
export interface AgentTokenOptions {
  readonly transport: Transport;
  readonly credentials: Credentials;
  readonly patience: Patience;
  readonly vault: Vault;
}

/** Whose a sealed grant is. */
const aboutOf = (partnerId: TenantId, personId: PersonId): string =>
  `partner-grant/${partnerId}/${personId}`;

/**
 * Agents' tokens by the Secure Application Model: the token of the API is exchanged on behalf of the agent in the
 * partner's tenant, and the refresh token that comes with it is redeemed at each customer's own authority. Every pair
 * of customer and agent has a client and a cache of its own, and the `tid` of each token is looked at: no token of one
 * customer is ever sent to another (decision 0021).
 */
export function createAgentTokens(options: AgentTokenOptions): AgentTokens {
  const { vault } = options;
  const pairs = new LRUCache<string, Pair>({ max: PAIRS_IN_MEMORY });
  const grants = new LRUCache<string, Promise<string>>({
    max: GRANTS_IN_MEMORY,
    ttl: 10 * MINUTE_MS,
  });

  const exchange = async (
    partnerId: TenantId,
    personId: PersonId,
    accessToken: string,
  ): Promise<string> => {
    const { application, network } = clientAt(partnerId, options);
    try {
      const result = await application.acquireTokenOnBehalfOf({
        oboAssertion: accessToken,
        scopes: [GRAPH_SCOPE, 'offline_access'],
      });
      const token = result?.accessToken ?? '';
      if (claimIn(token, 'tid') !== partnerId || claimIn(token, 'oid') !== personId) {
        throw wrongTenant();
      }
    } catch (error) {
      throw network.lastFailure() ?? grantRefusal(error);
    }
    const refreshToken = refreshTokenIn(application.getTokenCache().serialize());
    if (refreshToken === null) throw signInNeeded();
    return vault.seal(refreshToken, aboutOf(partnerId, personId));
  };

  return {
    grantOf(partnerId, personId, accessToken) {
      const hash = createHash('sha256').update(accessToken).digest('base64');
      const key = `${partnerId}/${personId}/${hash}`;
      const known = grants.get(key);
      if (known !== undefined) return known;
      const made = exchange(partnerId, personId, accessToken);
      grants.set(key, made);
      made.catch(() => grants.delete(key));
      return made;
    },
    source(customerId, grant) {
      const { partnerId, personId, sealed } = grant;
      const key = `${customerId}/${partnerId}/${personId}`;
      const token = pairs.get(key) ?? createPair(customerId, options);
      pairs.set(key, token);
      return (fresh = false) =>
        token(() => vault.open(sealed, aboutOf(partnerId, personId)), fresh);
    },
    close() {
      pairs.clear();
      grants.clear();
    },
  };
}

/** The access token of one agent at one customer; `refreshToken` gives what to redeem where a new one is needed, or null. */
type Pair = (refreshToken: () => string | null, fresh: boolean) => Promise<string>;

function createPair(customerId: TenantId, options: AgentTokenOptions): Pair {
  let held: { readonly token: string; readonly untilMs: number } | null = null;
  let underWay: Promise<string> | null = null;

  const redeem = async (refreshToken: string | null): Promise<string> => {
    held = null;
    if (refreshToken === null) throw signInNeeded();
    const { application, network } = clientAt(customerId, options);
    try {
      const result = await application.acquireTokenByRefreshToken({
        refreshToken,
        scopes: [GRAPH_SCOPE],
      });
      const token = result?.accessToken ?? '';
      if (claimIn(token, 'tid') !== customerId) throw wrongTenant();
      held = { token, untilMs: (result?.expiresOn?.getTime() ?? 0) - TOKEN_LEFT_MIN_MS };
      return token;
    } catch (error) {
      throw network.lastFailure() ?? customerTokenRefusal(error);
    }
  };

  return async (refreshToken, fresh) => {
    if (underWay !== null) return underWay;
    if (!fresh && held !== null && Date.now() < held.untilMs) return held.token;
    underWay = redeem(refreshToken()).finally(() => (underWay = null));
    return underWay;
  };
}

/** A client of its own for each exchange: MSAL's cache finds on-behalf-of tokens without looking at the tenant. */
function clientAt(
  tenantId: TenantId,
  { transport, credentials, patience }: AgentTokenOptions,
): { readonly application: ConfidentialClientApplication; readonly network: TokenNetwork } {
  const network = tokenNetwork(transport, patience);
  const application = new ConfidentialClientApplication({
    auth: { ...credentials, authority: `https://login.microsoftonline.com/${tenantId}` },
    system: { networkClient: network },
  });
  return { application, network };
}

/** MSAL hands out no refresh tokens, but its cache, as it writes it down for others to keep, holds them. */
function refreshTokenIn(cache: string): string | null {
  const { RefreshToken: entries = {} } = JSON.parse(cache) as {
    readonly RefreshToken?: Readonly<Record<string, { readonly secret?: string }>>;
  };
  return Object.values(entries)[0]?.secret ?? null;
}

const wrongTenant = (): AppError =>
  new AppError(
    'directory-unavailable',
    'The sign-in service answered with a token of another tenant or person; it was not used. Try again in a minute.',
    { retryAfterSeconds: 60, reason: 'wrong-tenant' },
  );
