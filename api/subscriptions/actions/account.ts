import { tell } from '../../audit/actions.ts';
import { refuseChanged } from '../../catalogs/actions/catalogs.ts';
import { invalid } from '../../kernel/errors.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { sightings } from '../../notifications/kinds.ts';
import { bucketOf, rootOf } from '../../ports/partitions.ts';
import { create, replace, type Held, type Version } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { people } from '../../seats/kinds.ts';
import { accountSettings, accounts } from '../kinds.ts';
import type { Account, Role } from '../rules.ts';
import { accountInactive, mayEnter } from '../rules/access.ts';
import {
  asTimeZone,
  isTaking,
  mayHandOver,
  UNSET,
  zonesOf,
  type AccountSettings,
} from '../rules/account-settings.ts';
import { zonesAfter } from '../../usage/rules/calendar.ts';

/** An account with what was set, and the version of both. */
export interface AccountPapers {
  readonly account: Account;
  readonly settings: AccountSettings;
  /** The owner's name as the directory gave it; null where it is not known. */
  readonly ownerName: string | null;
  readonly version: Version;
}

/** What is to be changed; what is left out stays. */
export interface AccountChange {
  readonly timeZone?: string | undefined;
  readonly contacts?: AccountSettings['contacts'] | undefined;
  readonly ownerId?: PersonId | undefined;
}

interface HeldPapers {
  readonly account: Held<Account>;
  readonly settings: Held<AccountSettings> | null;
}

const versionOf = ({ account, settings }: HeldPapers): Version =>
  `${account.version}/${settings?.version ?? ''}` as Version;

async function readPapers(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
): Promise<HeldPapers> {
  const root = rootOf(tenantId);
  const [account, settings] = await Promise.all([
    store.read(root, accounts, {}),
    store.read(root, accountSettings, {}),
  ]);
  if (account === null) throw new Error('A caller was let in without an account.');
  return { account, settings };
}

/** The account and what its administrators have set. */
export async function readAccount(
  world: Pick<World, 'store'>,
  tenant: Tenant,
): Promise<AccountPapers> {
  const papers = await readPapers(world, tenant);
  const { ownerId } = papers.account.doc;
  const bucket = bucketOf(tenant.tenantId, ownerId, tenant.buckets);
  const owner = await world.store.read(bucket, people, { personId: ownerId });
  return {
    account: papers.account.doc,
    settings: papers.settings?.doc ?? UNSET,
    ownerName: owner?.doc.displayName ?? null,
    version: versionOf(papers),
  };
}

/** Whether somebody may own the account now. @throws AppError as `mayHandOver` says */
async function checkHandOver(
  world: World,
  { tenantId }: Tenant,
  account: Account,
  caller: { readonly personId: PersonId; readonly roles: ReadonlySet<Role> },
  newOwnerId: PersonId,
): Promise<void> {
  const handOver = { callerId: caller.personId, roles: caller.roles, newOwnerId };
  const takes = isTaking(account, handOver);
  const truths = takes ? await world.directory.users(tenantId, [account.ownerId]) : [];
  const sighting = await world.store.read(rootOf(tenantId), sightings, { personId: newOwnerId });
  mayHandOver(account, {
    ...handOver,
    isAdmin: newOwnerId === account.ownerId || sighting !== null,
    ownerIsGone: truths.some(({ state }) => state !== 'alive'),
  });
}

/**
 * Changes the account: its time zone, its contacts, its owner. While it is Inactive by the customer's own
 * deactivation nobody but the owner changes anything, and a global administrator who takes it over from an owner who is gone.
 * @throws AppError `version-changed`, `account-inactive`, `role-missing`, `invalid-input`
 */
export async function changeAccount(
  world: World,
  tenant: Tenant,
  actor: Actor,
  caller: { readonly personId: PersonId; readonly roles: ReadonlySet<Role> },
  change: AccountChange,
  expected: Version | null,
): Promise<AccountPapers> {
  if (Object.values(change).every((value) => value === undefined))
    throw invalid('', 'nothing-to-change', 'Name a timeZone, contacts or an ownerId to change.');
  for (;;) {
    const papers = await readPapers(world, tenant);
    refuseChanged({ doc: papers, version: versionOf(papers) }, expected);
    const { doc: account, version } = papers.account;
    const { ownerId = account.ownerId } = change;
    if (ownerId !== account.ownerId) await checkHandOver(world, tenant, account, caller, ownerId);
    else if (!mayEnter(account, caller.roles)) throw accountInactive(account);

    const before = papers.settings?.doc ?? UNSET;
    const timeZone = change.timeZone === undefined ? before.timeZone : asTimeZone(change.timeZone);
    const settings: AccountSettings = {
      timeZone,
      zones:
        change.timeZone === undefined
          ? before.zones
          : zonesAfter(zonesOf(before), timeZone, world.clock.now()),
      contacts: change.contacts ?? before.contacts,
    };
    const changes = {
      ...(ownerId === account.ownerId ? {} : { ownerId, formerOwnerId: account.ownerId }),
      ...(settings.timeZone === before.timeZone ? {} : { timeZone: settings.timeZone }),
      ...(change.contacts === undefined ? {} : { contacts: 'changed' }),
    };
    const { outcome } = await world.store.commit(rootOf(tenant.tenantId), [
      replace(accounts, { ...account, ownerId }, version),
      papers.settings === null
        ? create(accountSettings, settings)
        : replace(accountSettings, settings, papers.settings.version),
      tell(actor, world.clock.now(), 'account-changed', changes),
    ]);
    if (outcome === 'committed') return readAccount(world, tenant);
  }
}
