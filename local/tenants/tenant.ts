import type { Clock } from '../clock.ts';
import { DAY_MS } from '../durations.ts';
import type { DirectoryAct } from './acts.ts';
import { settle } from './beginning.ts';
import {
  createDirectoryRoles,
  isRoleAct,
  type DirectoryRoles,
  type RoleAct,
} from './directory-roles.ts';
import { createDirectory, type Directory } from './directory.ts';
import type { Notice } from './notice.ts';
import {
  createInstallations,
  isInstallationAct,
  type InstallationAct,
  type Installations,
} from './installations.ts';
import { createLicenceBook, isLicenceAct, type LicenceBook } from './licence-book.ts';
import type { LicenceAct } from './licence.ts';
import type { ProductAct } from './product-book.ts';
import type { TenantOptions } from './options.ts';
import {
  createRelationshipBook,
  isRelationshipAct,
  type RelationshipAct,
  type RelationshipBook,
} from './relationship-book.ts';
import { settingsIn, type TenantSettings } from './settings.ts';
import type { StoredSubscription } from './subscription.ts';
import { createMood, type Mood } from './temper.ts';
import type { Standing } from './user.ts';

/** What can be done to a tenant, and is written to the journal. */
export type TenantAct =
  | DirectoryAct
  | InstallationAct
  | LicenceAct
  | ProductAct
  | RelationshipAct
  | RoleAct
  | { readonly act: 'changeSettings'; readonly settings: Partial<TenantSettings> }
  | { readonly act: 'resetDelta' }
  | { readonly act: 'putSubscription'; readonly subscription: StoredSubscription }
  | { readonly act: 'removeSubscription'; readonly id: string };

/** A Microsoft 365 tenant of the local cloud. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly directory: Directory;
  readonly installations: Installations;
  readonly licences: LicenceBook;
  /** What the tenant has as a partner. */
  readonly relationships: RelationshipBook;
  readonly directoryRoles: DirectoryRoles;
  settings(): TenantSettings;
  /** The temper at work, with its stream of chance. */
  mood(): Mood;
  /** Moves with every reset: delta tokens from before are void. */
  deltaEpoch(): number;
  /** Subscriptions that have not expired. */
  subscriptions(): readonly StoredSubscription[];
  /** Whether this user can be read by id and written already (see `ReplicaLag`). */
  hasArrived(standing: Standing): boolean;
  /** Whether lists show this user already. */
  isListed(standing: Standing): boolean;
  /** Whether this is a domain of the tenant. */
  hasDomain(name: string): boolean;
  /**
   * Does an act now, as a shaping route or Graph asks for.
   * @throws DirectoryRefusal where the directory refuses it.
   */
  perform(act: TenantAct): void;
}

/** Deleted users are restorable for this long, to its last millisecond; then they are purged. */
const RESTORABLE_MS = 30 * DAY_MS;

/** What surrounds a tenant. */
export interface Surroundings {
  readonly clock: Clock;
  /** Called after each act done now, never for replayed ones. */
  readonly performed: (tenant: Tenant, act: TenantAct, at: number, notices: Notice[]) => void;
}

/** A tenant together with what only the world may do to it: replay the journal. */
export interface ReplayableTenant extends Tenant {
  replay(act: TenantAct, at: number): void;
  /** After the replay: what falls due is set to its time again. */
  resume(): void;
}

/** The initial domain that a tenant with these options has. */
export function domainOf({ name, domain }: TenantOptions): string {
  return (domain ?? `${name.replace(/[^a-z0-9]/gi, '')}.onmicrosoft.com`).toLowerCase();
}

/** A tenant that was made at the instant `at` (milliseconds of the local clock). */
export function createTenant(
  options: TenantOptions,
  at: number,
  { clock, performed }: Surroundings,
): ReplayableTenant {
  const id = options.id.toLowerCase();
  const domain = domainOf(options);
  const directory = createDirectory(id, domain);
  const installations = createInstallations(directory);
  const licences = createLicenceBook(id, directory);
  const relationships = createRelationshipBook(id);
  const directoryRoles = createDirectoryRoles();
  const subscriptions = new Map<string, StoredSubscription>();
  let settings = settingsIn(options);
  let mood = createMood(settings.temper);
  let deltaEpoch = 1;
  settle({ directory, licences, relationships, directoryRoles }, options, at);

  const purgeWhenDue = (id: string, deletedAt: number): void => {
    clock.at(deletedAt + RESTORABLE_MS + 1, () => {
      const index = directory.users.indexOfId(id);
      if (index === undefined) return;
      const { state, deletedAt: lastDeletedAt } = directory.users.standing(index);
      if (state === 'deleted' && lastDeletedAt === deletedAt) {
        tenant.perform({ act: 'purgeUser', id });
      }
    });
  };

  const apply = (act: TenantAct, at: number): Notice[] => {
    if (isInstallationAct(act)) {
      installations.perform(act, at);
      return [];
    }
    if (isLicenceAct(act)) return licences.perform(act, at);
    if (isRelationshipAct(act)) {
      relationships.perform(act, at);
      return [];
    }
    if (isRoleAct(act)) {
      directory.userById(act.userId);
      directoryRoles.perform(act);
      return [];
    }
    switch (act.act) {
      case 'changeSettings':
        settings = { ...settings, ...act.settings };
        if (act.settings.temper) mood = createMood(settings.temper);
        return [];
      case 'resetDelta':
        deltaEpoch += 1;
        return [];
      case 'putSubscription':
        subscriptions.set(act.subscription.id, act.subscription);
        return [];
      case 'removeSubscription':
        subscriptions.delete(act.id);
        return [];
      default: {
        const notices = directory.perform(act, at);
        licences.follow(act, at, settings.licencesOnRestore);
        return notices;
      }
    }
  };

  const isOlderThan = (index: number, lagMs = 0): boolean => {
    const number = directory.users.createdBy(index);
    return number === 0 || directory.userLog.entry(number).at + lagMs <= clock.now();
  };

  const tenant: ReplayableTenant = {
    id,
    name: options.name,
    domain,
    directory,
    installations,
    licences,
    relationships,
    directoryRoles,
    settings: () => settings,
    mood: () => mood,
    deltaEpoch: () => deltaEpoch,
    subscriptions() {
      const nowMs = clock.now();
      for (const { id, expiresAt } of subscriptions.values()) {
        if (expiresAt <= nowMs) subscriptions.delete(id);
      }
      return [...subscriptions.values()];
    },
    hasArrived: ({ index }) => isOlderThan(index, settings.lag.writableAfterMs),
    isListed: ({ index }) => isOlderThan(index, settings.lag.listedAfterMs),
    hasDomain: (name) => [domain, ...settings.otherDomains].includes(name.toLowerCase()),
    perform(act) {
      const at = clock.now();
      const notices = apply(act, at);
      if (act.act === 'deleteUser') purgeWhenDue(act.id, at);
      performed(tenant, act, at, notices);
    },
    replay: (act, at) => void apply(act, at),
    resume() {
      for (const index of directory.users.deleted()) {
        const { user, deletedAt } = directory.users.standing(index);
        if (deletedAt !== undefined) purgeWhenDue(user.id, deletedAt);
      }
    },
  };
  return tenant;
}
