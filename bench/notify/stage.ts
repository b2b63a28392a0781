import { join } from 'node:path';
import { openSqliteStore } from '../../api/adapters/sqlite/open.ts';
import { conversations } from '../../api/chat/kinds.ts';
import { makeDue } from '../../api/due/actions.ts';
import { idFrom } from '../../api/kernel/ids.ts';
import { kinds } from '../../api/kinds.ts';
import { deliveries } from '../../api/notifications/kinds.ts';
import { announced } from '../../api/notifications/rules/announced.ts';
import { planned } from '../../api/notifications/rules/deliveries.ts';
import { NOTICES } from '../../api/notifications/rules/notices.ts';
import { rootOf } from '../../api/ports/partitions.ts';
import { create, type AnyWrite } from '../../api/ports/store.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { serviceUrlOf } from '../../local/connector/context.ts';
import { chatIdOf } from '../../local/connector/ids.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';

/** The tenants of the bench, and how many people each has who are to be told. */
export const tenantIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => idFrom('bench', String(nth)));

/** Has a delivery for each of so many people in each tenant, all due, and all of them with the app installed. */
export async function fill(
  folder: string,
  cloud: LocalCloud,
  ids: readonly string[],
  people: number,
): Promise<void> {
  const store = openSqliteStore({ file: join(folder, 'headcount.db'), kinds });
  const now = cloud.clock.now();
  const world = { store, clock: { now: () => now, at: () => ({ cancel: () => undefined }) } };
  for (const tenantId of ids) {
    const tenant = cloud.tenant(tenantId);
    const writes = personIdsOf(tenant, people).flatMap((personId, nth): AnyWrite[] => {
      tenant.perform({ act: 'installApp', personId });
      const notice = announced(idFrom('notice', tenantId, String(nth)), RESUMED, now);
      return [
        create(deliveries, planned(tenantId, notice, personId, now)),
        create(conversations, {
          ...{ personId, conversationId: chatIdOf(tenantId, personId) },
          ...{ serviceUrl: serviceUrlOf(tenant), locale: null, state: 'open' },
          ...{ heardAt: now, stateAt: now },
        }),
      ];
    });
    for (let from = 0; from < writes.length; from += 100) {
      await store.commit(rootOf(tenantId), writes.slice(from, from + 100));
    }
    await makeDue(
      { ...world, wakeKeeper: () => undefined },
      NOTICES,
      { tenantId, buckets: 1 },
      now,
    );
  }
  await store.close();
}

const RESUMED = { what: 'learning-resumed' } as const;

/** Seeded people may be disabled, and such are not told. */
function personIdsOf(tenant: Tenant, people: number): readonly string[] {
  const users = Array.from({ length: 2 * people }, (_, nth) =>
    tenant.directory.users.standing(nth),
  );
  const enabled = users.filter(({ user }) => user.accountEnabled).map(({ user }) => user.id);
  if (enabled.length < people) throw new Error('The tenant has too few people.');
  return enabled.slice(0, people);
}
