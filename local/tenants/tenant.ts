import { hashText } from '../chance.ts';
import type { Clock } from '../clock.ts';
import type { DirectoryAct, NewGroup } from './acts.ts';
import { createDirectoryRoles, isRoleAct } from './directory-roles.ts';
import type { DirectoryRoles, RoleAct } from './directory-roles.ts';
import { createDirectory } from './directory.ts';
import type { Directory, Notice } from './directory.ts';
import { createInstallations, isInstallationAct } from './installations.ts';
import type { InstallationAct, Installations } from './installations.ts';
import { createRelationshipBook, isRelationshipAct } from './relationship-book.ts';
import type { RelationshipAct, RelationshipBook } from './relationship-book.ts';
import type { NewRelationship } from './relationship.ts';
import type { StoredSubscription } from './subscription.ts';
import { createMood } from './temper.ts';
import type { Mood, Temper } from './temper.ts';
import type { NewUser, Standing } from './user.ts';

/** How far the copies lag that answer other calls than the one that wrote. All 0 in a friendly tenant. */
export interface ReplicaLag {
  /** A new user is in delta at once and can be read by id, changed and deleted only after this long. */
  readonly writableAfterMs: number;
  /** Delta shows a change only after this long. */
  readonly deltaMs: number;
  /** /users/$count counts a change only after this long. */
  readonly countMs: number;
}

/** Settings of a tenant that may change while it lives. */
export interface TenantSettings {
  /** Whether an administrator has consented to the app. Without it there are no tokens (7000229, 65001). */
  readonly consented: boolean;
  /** Graph permissions granted, `null` for all that the app asks for. */
  readonly permissions: readonly string[] | null;
  readonly temper: Partial<Temper>;
  readonly lag: ReplicaLag;
  /** Whether requests beyond the resource-unit limit get 429; they are always counted and told in headers. */
  readonly throttled: boolean;
  /** How long Graph tokens for this tenant live, on the system clock. */
  readonly tokenLifeSeconds: number;
  /** Where the tenant's Teams service stands; a part of the service URL, and it can move. */
  readonly teamsRegion: TeamsRegion;
  /** Whether the organisation's app catalogue has the app; without it nobody can install it. */
  readonly appInCatalog: boolean;
  /** Whether an administrator has disabled the bot for everybody. */
  readonly botDisabled: boolean;
}

/** The regions of the Teams service, as they stand in service URLs. */
export const TEAMS_REGIONS = ['amer', 'emea', 'apac'] as const;
export type TeamsRegion = (typeof TEAMS_REGIONS)[number];

/** What a tenant is made of. Everything but the id and the name has a default. */
export interface TenantOptions extends Partial<TenantSettings> {
  /** GUID. */
  readonly id: string;
  /** The organisation's name. */
  readonly name: string;
  /** Initial domain; made from the name when left out ("Contoso" gives contoso.onmicrosoft.com). */
  readonly domain?: string;
  /** Makes the seeded people and groups; from the id when left out. */
  readonly seed?: number;
  /** Users given one by one; they come first. */
  readonly people?: readonly NewUser[];
  /** How many seeded users follow. */
  readonly users?: number;
  /** How many seeded groups; 12 where there are seeded users, else 0. */
  readonly groups?: number;
  /** Groups given one by one; they come after the seeded ones. */
  readonly givenGroups?: readonly NewGroup[];
  /** Who holds directory roles from the beginning, beside the personas. */
  readonly directoryRoles?: readonly Omit<RoleAct, 'act'>[];
  /** The customers of the tenant as a partner. */
  readonly relationships?: readonly NewRelationship[];
}

/** What can be done to a tenant, and is written to the journal. */
export type TenantAct =
  | DirectoryAct
  | InstallationAct
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
  /**
   * Does an act now, as a shaping route or Graph asks for.
   * @throws DirectoryRefusal where the directory refuses it.
   */
  perform(act: TenantAct): void;
}

/** Deleted users are restorable for this long; then they are purged. */
export const RESTORABLE_MS = 30 * 24 * 60 * 60 * 1000;

const SETTINGS: TenantSettings = {
  consented: true,
  permissions: null,
  temper: {},
  lag: { writableAfterMs: 0, deltaMs: 0, countMs: 0 },
  throttled: false,
  tokenLifeSeconds: 3599,
  teamsRegion: 'emea',
  appInCatalog: true,
  botDisabled: false,
};

const SEEDED_GROUPS = 12;

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
  const relationships = createRelationshipBook(id);
  const directoryRoles = createDirectoryRoles();
  const subscriptions = new Map<string, StoredSubscription>();
  let settings: TenantSettings = { ...SETTINGS, ...settingsIn(options) };
  let mood = createMood(settings.temper);
  let deltaEpoch = 1;
  settle({ directory, relationships, directoryRoles }, options, at);

  const purgeWhenDue = (id: string, deletedAt: number): void => {
    clock.at(deletedAt + RESTORABLE_MS, () => {
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
      default:
        return directory.perform(act, at);
    }
  };

  const tenant: ReplayableTenant = {
    id,
    name: options.name,
    domain,
    directory,
    installations,
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
    hasArrived({ index }) {
      const { users, userLog } = directory;
      const number = users.createdBy(index);
      return number === 0 || userLog.entry(number).at + settings.lag.writableAfterMs <= clock.now();
    },
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

/** Brings in who and what was there from the beginning. */
function settle(
  {
    directory,
    relationships,
    directoryRoles,
  }: Pick<Tenant, 'directory' | 'relationships' | 'directoryRoles'>,
  options: TenantOptions,
  at: number,
): void {
  const { people = [], users = 0, seed = hashText(options.id) } = options;
  const groups = options.groups ?? (users > 0 ? SEEDED_GROUPS : 0);
  if (people.length > 0) directory.perform({ act: 'addUsers', users: people }, at);
  if (users > 0) directory.perform({ act: 'addSeededUsers', count: users, seed }, at);
  if (groups > 0) directory.perform({ act: 'addSeededGroups', count: groups, seed }, at);
  for (const group of options.givenGroups ?? [])
    directory.perform({ act: 'addGroup', ...group }, at);
  for (const held of options.directoryRoles ?? []) {
    directoryRoles.perform({ act: 'assignDirectoryRole', ...held });
  }
  for (const relationship of options.relationships ?? []) {
    relationships.perform({ act: 'addRelationship', relationship }, at);
  }
  directory.begun();
}

/** The settings among the options. */
function settingsIn(options: TenantOptions): Partial<TenantSettings> {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => name in SETTINGS && value !== undefined),
  );
}
