import { createHmac, timingSafeEqual } from 'node:crypto';
import { tell } from '../../audit/actions.ts';
import { AppError, invalid, notFound } from '../../kernel/errors.ts';
import { asGuid, idFrom } from '../../kernel/ids.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { platformPartitionOf, rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import { create, remove, replace } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { platformOwners, platforms } from '../kinds.ts';
import {
  PLATFORMS_MAX,
  readSignature,
  rotated,
  secretText,
  SIGNATURE_AGE_MAX_MS,
  signingSecrets,
  type Platform,
  type PlatformSecret,
} from '../rules/platforms.ts';
import { readAccountOf } from './account.ts';

/** A platform, and the secret that was made for it by this very act. */
export interface PlatformWithSecret {
  readonly platform: Platform;
  /** 64 hex digits, to be shown this once; null where the same act was done before. */
  readonly secret: string | null;
}

const secretOf = (
  { keyedHashes }: Pick<World, 'keyedHashes'>,
  { tenantId }: Tenant,
  platformId: string,
  secret: PlatformSecret,
): string => keyedHashes(secretText(tenantId, platformId, secret))[0];

/** The account's platforms, the oldest first. */
export const listPlatforms = async (
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<readonly Platform[]> =>
  (await allOf(store, rootOf(tenantId), platforms, 'byAge')).map(({ doc }) => doc);

/**
 * Registers a platform. Whose it is is written first, so that whoever holds a secret is always found.
 * @throws AppError `invalid-input` where there are too many
 */
export async function registerPlatform(
  world: World,
  tenant: Tenant,
  actor: Actor,
  name: string,
): Promise<PlatformWithSecret> {
  const { store, clock } = world;
  const { tenantId, buckets } = tenant;
  const platformId = idFrom('content-platform', tenantId, actor.actId);
  if ((await listPlatforms(world, tenant)).length >= PLATFORMS_MAX)
    throw invalid(
      '/name',
      'too_many',
      `An account has at most ${PLATFORMS_MAX} external platforms. Remove one that is not used.`,
    );
  await store.commit(platformPartitionOf(platformId), [
    create(platformOwners, { platformId, tenantId, buckets }),
  ]);
  const now = clock.now();
  const secrets = rotated([], actor.actId, now);
  const platform: Platform = { platformId, name, createdAt: now, secrets, heardAt: null };
  const { outcome } = await store.commit(rootOf(tenantId), [
    create(platforms, platform),
    tell(actor, now, 'content-platform-registered', { platformId }),
  ]);
  if (outcome === 'refused') {
    const { doc } = await held(world, tenant, platformId);
    return { platform: doc, secret: null };
  }
  const [first] = secrets;
  return {
    platform,
    secret: first === undefined ? null : secretOf(world, tenant, platformId, first),
  };
}

async function held({ store }: Pick<World, 'store'>, { tenantId }: Tenant, platformId: string) {
  const found = await store.read(rootOf(tenantId), platforms, { platformId });
  if (found === null) throw notFound('external platform');
  return found;
}

/** Makes a new secret; the former one signs for seven days more. @throws AppError `not-found` */
export async function rotateSecret(
  world: World,
  tenant: Tenant,
  actor: Actor,
  platformId: string,
): Promise<PlatformWithSecret> {
  for (;;) {
    const { doc, version } = await held(world, tenant, platformId);
    if (doc.secrets.some(({ actId }) => actId === actor.actId))
      return { platform: doc, secret: null };
    const now = world.clock.now();
    const secrets = rotated(doc.secrets, actor.actId, now);
    const platform = { ...doc, secrets };
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
      replace(platforms, platform, version),
      tell(actor, now, 'content-platform-secret-made', { platformId }),
    ]);
    const newest = secrets.at(-1);
    if (outcome === 'committed' && newest !== undefined)
      return { platform, secret: secretOf(world, tenant, platformId, newest) };
  }
}

/** Removes a platform: from this commit on nothing of it is taken. What it has told stays. @throws AppError `not-found` */
export async function removePlatform(
  world: World,
  tenant: Tenant,
  actor: Actor,
  platformId: string,
): Promise<void> {
  for (;;) {
    const { version } = await held(world, tenant, platformId);
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
      remove(platforms, { platformId }, version),
      tell(actor, world.clock.now(), 'content-platform-removed', { platformId }),
    ]);
    if (outcome === 'committed') return;
  }
}

/** A signed call, as it came. */
export interface SignedCall {
  /** The header `Headcount-Platform`. */
  readonly platform: string;
  /** The header `Headcount-Signature`. */
  readonly signature: string;
  readonly body: Buffer;
}

const refused = (): AppError =>
  new AppError(
    'signature-invalid',
    'The call is not signed by a secret of an external platform that is registered, or was signed more than 5 minutes ago. Send Headcount-Platform with the platform’s id and Headcount-Signature: t=SECONDS,v1=HEX, the HMAC-SHA-256 of "SECONDS." and the raw body.',
  );

const isDigest = (digest: string, secret: string, { seconds }: { seconds: string }, body: Buffer) =>
  timingSafeEqual(
    Buffer.from(digest, 'hex'),
    createHmac('sha256', secret).update(`${seconds}.`).update(body).digest(),
  );

/**
 * Who has signed a call. Whatever is wrong about it is refused in the same words: nobody learns which platforms there are.
 * The age of a signature is measured on the system's clock, as that of tokens.
 * @throws AppError `signature-invalid`
 */
export async function signedBy(
  world: World,
  call: SignedCall,
): Promise<{ readonly account: Account; readonly platform: Platform }> {
  const signature = readSignature(call.signature);
  const platformId = asGuid(call.platform);
  if (signature === null || platformId === null) throw refused();
  if (Math.abs(Date.now() - signature.at) > SIGNATURE_AGE_MAX_MS) throw refused();
  const owner = await world.store.read(platformPartitionOf(platformId), platformOwners, {});
  if (owner === null) throw refused();
  const found = await world.store.read(rootOf(owner.doc.tenantId), platforms, { platformId });
  const account = await readAccountOf(world, owner.doc);
  if (found === null || account === null) throw refused();
  const { doc: platform } = found;
  const secrets = signingSecrets(platform.secrets, world.clock.now()).flatMap((secret) =>
    world.keyedHashes(secretText(account.tenantId, platformId, secret)),
  );
  const isSigned = signature.digests.some((digest) =>
    secrets.some((secret) => isDigest(digest, secret, signature, call.body)),
  );
  if (!isSigned) throw refused();

  const now = world.clock.now();
  if (platform.heardAt === null || now - platform.heardAt >= HOUR_MS)
    // Where somebody else writes it at the same time, the next call notes it.
    await world.store.commit(rootOf(account.tenantId), [
      replace(platforms, { ...platform, heardAt: now }, found.version),
    ]);
  return { account, platform };
}
