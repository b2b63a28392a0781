import type { CatalogId, PersonId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { accountStanding, limitStanding } from '../../limits/actions/standing.ts';
import { countingAt } from '../../limits/rules/capacity.ts';
import { mergePages, type SortedSource } from '../../ports/merging.ts';
import { rootOf } from '../../ports/partitions.ts';
import { allOf } from '../../ports/reading.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { seatsUsed } from '../../seats/actions/figures.ts';
import type { Account } from '../../subscriptions/rules.ts';
import { peerLinks, peerPapers } from '../kinds.ts';
import { isLive, phaseAfter, type Link } from '../rules/link.ts';
import { usesOf } from '../rules/uses.ts';
import { findLink, readLink, type FoundLink } from './finding.ts';
import { nameOfShared, receivedOf } from './received-catalogs.ts';
import { readIncoming, receivedOver } from './shares.ts';

/** A catalog on a link as one side knows it. */
export interface ShownCatalog {
  readonly catalogId: CatalogId;
  readonly name: string;
  readonly sharedAt: Instant;
}

/** A link with what its side may know of it. */
export interface ShownLink extends FoundLink {
  /** What it gives at this moment. */
  readonly seats: number;
  /** How many of them are taken. */
  readonly used: number;
  readonly catalogs: readonly ShownCatalog[];
}

/** What somebody may do with a link now. */
export interface May {
  readonly decide: boolean;
  readonly withdraw: boolean;
  readonly delete: boolean;
  readonly consent: boolean;
  readonly share: boolean;
  readonly trainingReports: boolean;
  readonly userReport: boolean;
}

/** What an administrator may do with a link of the own account. */
export function mayOf({ link, side }: FoundLink, personId: PersonId): May {
  const { permissions, consent } = link;
  const isGivers = side === 'giver';
  const live = isLive(link);
  return {
    decide: !isGivers && link.wanted?.adminId === personId,
    withdraw: isGivers && phaseAfter(link.phase, 'withdraw') !== null,
    delete: phaseAfter(link.phase, 'delete') !== null && (isGivers || link.phase !== 'pending'),
    consent: !isGivers && live && (consent || (permissions.users && link.adminId === personId)),
    share: isGivers && live,
    trainingReports: isGivers && live && permissions.training,
    userReport: isGivers && live && permissions.users && consent,
  };
}

/** What of its received seats an account has, and has taken, by link. */
async function receiptsOf(
  world: Pick<World, 'store' | 'clock'>,
  receiver: Tenant,
): Promise<ReadonlyMap<string, { readonly seats: number; readonly used: number }>> {
  const incoming = await readIncoming(world, receiver.tenantId);
  const over = await receivedOver(world, incoming);
  const uses = usesOf(over, await seatsUsed(world, receiver));
  return new Map(over.map(({ linkId, seats }) => [linkId, { seats, used: uses.get(linkId) ?? 0 }]));
}

async function catalogsOn(
  world: Pick<World, 'store'>,
  { link, side }: FoundLink,
): Promise<ShownCatalog[]> {
  const shown = await Promise.all(
    link.catalogs.map(async ({ catalogId, sharedAt }) => {
      const name = await nameOfShared(world, link, catalogId);
      const id = side === 'giver' ? catalogId : await receivedOf(world, link, catalogId);
      return name === null || id === null ? null : { catalogId: id, name, sharedAt };
    }),
  );
  return shown.filter((catalog) => catalog !== null);
}

/** A link with what its side may know of it. */
export async function showLink(
  world: Pick<World, 'store' | 'clock'>,
  found: FoundLink,
): Promise<ShownLink> {
  const { link } = found;
  const receipts = link.seats === 0 ? null : await receiptsOf(world, link.receiver);
  const { seats, used } = receipts?.get(link.linkId) ?? { seats: 0, used: 0 };
  return { ...found, seats, used, catalogs: await catalogsOn(world, found) };
}

/** A link of the tenant's, as its side may know it. @throws AppError `not-found` */
export const readPeer = async (
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  linkId: string,
): Promise<ShownLink> => showLink(world, await findLink(world, tenant, linkId));

interface Listed {
  readonly linkId: string;
  readonly newest: number;
  /** Null: the tenant itself. */
  readonly giver: Pick<Tenant, 'tenantId'> | null;
}

/** The links of a tenant in one direction or both, the newest first. */
export async function peersPage(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Tenant,
  query: {
    readonly direction?: 'given' | 'received' | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly ShownLink[]; readonly nextCursor: string | null }> {
  const root = rootOf(tenantId);
  const given: SortedSource<Listed> = async (after, limit) => {
    const page = await world.store.list(root, peerLinks, 'byAge', { after, limit });
    const items = page.items.map(({ doc: { linkId, newest }, version }) => ({
      ...{ doc: { linkId, newest, giver: null }, version },
    }));
    return { ...page, items };
  };
  const received: SortedSource<Listed> = async (after, limit) =>
    world.store.list(root, peerPapers, 'byAge', { after, limit });
  const { direction } = query;
  const sources = [
    ...(direction === 'received' ? [] : [given]),
    ...(direction === 'given' ? [] : [received]),
  ];
  const question = ['peers', direction ?? null];
  const page = await mergePages(sources, newestFirst, { ...query, question });
  const items = await Promise.all(
    page.items.map(async ({ doc: { linkId, giver } }) => {
      const link = await readLink(world, giver ?? { tenantId }, linkId);
      // It never came to be.
      if (link === null) return null;
      return showLink(world, { link, side: giver === null ? 'giver' : 'receiver' });
    }),
  );
  return { items: items.filter((shown) => shown !== null), nextCursor: page.nextCursor };
}

/** A text that sorts the newer link first. */
const newestFirst = ({ newest }: Listed): string =>
  String(Number.MAX_SAFE_INTEGER + newest).padStart(16, '0');

/** What the page of peer accounts says of seats (PA-15). */
export interface PeerSeats {
  readonly availableForSharing: number;
  readonly shared: number;
  readonly reserved: number;
  readonly received: number;
  readonly usedByPeers: number;
}

/** How many of the seats that an account gives on its links peers have taken. */
export async function usedByPeers(
  world: Pick<World, 'store' | 'clock'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
): Promise<number> {
  const giving = await allOf(world.store, rootOf(tenantId), peerLinks, 'giving');
  const used = await Promise.all(
    giving.map(async ({ doc: { linkId, receiver } }) => {
      const receipts = await receiptsOf(world, receiver);
      return receipts.get(linkId)?.used ?? 0;
    }),
  );
  return used.reduce((sum, seats) => sum + seats, 0);
}

/** How an account's seats stand to its peers. */
export async function peerSeats(
  world: Pick<World, 'store' | 'clock'>,
  account: Account,
): Promise<PeerSeats> {
  const { availableForSharing, shares } = await accountStanding(world, account);
  return { availableForSharing, ...shares, usedByPeers: await usedByPeers(world, account) };
}

/** What deleting a link comes to. */
export interface DeletionPreview {
  readonly seats: number;
  /** So many people more would be without a seat at the receiver. */
  readonly over: number;
  readonly becomesInactive: boolean;
  readonly link: Link;
}

/** What deleting a link comes to, before it is done (P-7). @throws AppError `not-found` */
export async function previewDeletion(
  world: Pick<World, 'store' | 'clock'>,
  tenant: Tenant,
  linkId: string,
): Promise<DeletionPreview> {
  const { link, seats } = await readPeer(world, tenant, linkId);
  const { capacity, used, shares, sources, account } = await limitStanding(world, link.receiver);
  const overNow = capacity === null ? 0 : Math.max(0, used - capacity);
  const overThen = capacity === null ? 0 : Math.max(0, used - Math.max(0, capacity - seats));
  const hasOwn = countingAt(sources, world.clock.now()).length > 0;
  return {
    ...{ seats, link, over: overThen - overNow },
    becomesInactive:
      account.state === 'Active' && seats > 0 && !hasOwn && shares.received === seats,
  };
}
