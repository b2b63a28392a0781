import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { conversations } from '../../api/chat/kinds.ts';
import { kinds } from '../../api/kinds.ts';
import { idFrom } from '../../api/kernel/ids.ts';
import { announcement, announcing } from '../../api/notifications/actions/announce.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import type { Delivery } from '../../api/notifications/rules/deliveries.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { allOf } from '../../api/ports/reading.ts';
import { COMMIT_WRITES_MAX, create, type AnyWrite, type Store } from '../../api/ports/store.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { serviceUrlOf } from '../../local/connector/context.ts';
import { chatIdOf } from '../../local/connector/ids.ts';
import type { Activity, Message } from '../../local/connector/messages.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';

/** How somebody stands to the bot when the notices go out. */
export type Standing =
  /** Has the app, and the bot knows it. */
  | 'installed'
  /** Never had it. */
  | 'stranger'
  /** Had it and removed it, which the bot was never told. */
  | 'left'
  /** Has it and blocked the bot, which the bot cannot know. */
  | 'blocked'
  /** Has it, and may not sign in any more. */
  | 'disabled';

/** Of every twenty people one is a stranger, one has left and one has blocked the bot. */
const STANDINGS: readonly Standing[] = ['stranger', 'left', 'blocked'];
const ONE_IN = 20;

/** Somebody who is to be told something. */
export interface Person {
  readonly tenant: Tenant;
  readonly personId: string;
  readonly standing: Standing;
}

/** The people of a tenant, the first `count` of its directory. */
export const peopleOf = (tenant: Tenant, count: number): Person[] =>
  Array.from({ length: count }, (_, nth) => {
    const { id, accountEnabled } = tenant.directory.users.standing(nth).user;
    const standing = accountEnabled ? (STANDINGS[nth % ONE_IN] ?? 'installed') : 'disabled';
    return { tenant, personId: id, standing };
  });

/** Lets people be in Teams what they are, without a word to the bot. */
export function settleInTeams({ tenant, personId, standing }: Person): void {
  if (standing === 'stranger' || standing === 'left') return;
  tenant.perform({ act: 'installApp', personId });
  if (standing === 'blocked') tenant.perform({ act: 'blockBot', personId });
}

/** Opens the store of a process that does not run. */
export const openStore = (file: string): Store => openSqliteStore({ file, kinds });

/** Writes down whom the bot knows, and announces one notice to each of the people of a tenant. */
export async function announceToAll(
  store: Store,
  cloud: LocalCloud,
  people: readonly Person[],
): Promise<void> {
  const now = cloud.clock.now();
  const clock = { now: () => now, at: () => ({ cancel: () => undefined }) };
  const world = { store, clock, wakeKeeper: () => undefined };
  const each = COMMIT_WRITES_MAX / 2;
  for (let from = 0; from < people.length; from += each) {
    const some = people.slice(from, from + each);
    const [{ tenant } = {}] = some;
    if (tenant === undefined) return;
    const root = { tenantId: tenant.id, buckets: 1 };
    const writes = some.flatMap((person): AnyWrite[] => [
      ...knownToBot(person, now),
      announcement(
        {
          what: 'seat-released',
          personId: person.personId,
          askId: idFrom('ask', person.tenant.id, person.personId),
        },
        now,
      ),
    ]);
    await announcing(world, root, () => store.commit(rootOf(tenant.id), writes));
  }
}

function knownToBot({ tenant, personId, standing }: Person, now: number): AnyWrite[] {
  if (standing === 'stranger') return [];
  return [
    create(conversations, {
      personId,
      conversationId: chatIdOf(tenant.id, personId),
      serviceUrl: serviceUrlOf(tenant),
      locale: null,
      state: 'open',
      heardAt: now,
      stateAt: now,
    }),
  ];
}

/** All deliveries of a tenant. */
export const deliveriesIn = async (store: Store, { id }: Tenant): Promise<Delivery[]> =>
  (await allOf(store, rootOf(id), deliveries, 'byAge')).map(({ doc }) => doc);

/** How often each delivery arrived: its id stands in the card. */
export function arrivals(messages: readonly Message[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { activity } of messages) {
    const id = /message-([0-9a-f-]{36})/.exec(JSON.stringify(cardIn(activity)))?.[1] ?? '';
    times.set(id, (times.get(id) ?? 0) + 1);
  }
  return times;
}

const cardIn = ({ attachments }: Activity): unknown =>
  (attachments as readonly Activity[] | undefined)?.[0]?.['content'] ?? null;
