import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../api/adapters/pino/log.ts';
import { createFastSpring } from '../../api/adapters/fastspring/fastspring.ts';
import { createTransport } from '../../api/adapters/transport/transport.ts';
import { doDue } from '../../api/due/actions.ts';
import { dues } from '../../api/due/kinds.ts';
import { newId } from '../../api/kernel/ids.ts';
import { limitsWork } from '../../api/limits/actions/reconsider.ts';
import { takeEvents } from '../../api/orders/actions/take.ts';
import { ordersWork } from '../../api/orders/jobs.ts';
import { bucketsOf, duePartitionOf, rootOf } from '../../api/ports/partitions.ts';
import { create } from '../../api/ports/store.ts';
import type { Tenant, World } from '../../api/ports/world.ts';
import { heads } from '../../api/seats/kinds.ts';
import { NEW_HEAD } from '../../api/seats/rules/head.ts';
import { accounts } from '../../api/subscriptions/kinds.ts';
import { createClock } from '../../local/clock.ts';
import { createLocalCloud, type LocalCloud } from '../../local/cloud.ts';
import { FASTSPRING_PASSWORD, FASTSPRING_USERNAME } from '../../local/fastspring/api-host.ts';
import type { Happening } from '../../local/fastspring/book.ts';
import { STORE_HOST } from '../../local/fastspring/store-host.ts';
import { signatureOf, WEBHOOK_SECRET } from '../../local/fastspring/webhooks.ts';
import { crashingStore, type Death } from '../directory/crashing-store.ts';
import { openBench } from '../jobs/bench.ts';

/** The account's name, which confirms a deactivation. */
export const SUBDOMAIN = 'contoso';

/** An account that buys from the stand-in, without HTTP on our side: processes work for it one after the other, and may die. */
export interface Shop {
  readonly cloud: LocalCloud;
  readonly tenant: Tenant;
  /** A process that works on what is there; it dies at a commit, or never. */
  readonly process: (death: Death | null) => World;
  /** Has everything done that is due by now. */
  readonly runDue: (world: World) => Promise<void>;
  /** What the provider has told and nobody has been brought yet, the oldest first. */
  readonly untold: Happening[];
  /** Brings events in one call, signed with this secret; gives whether it was let in. */
  readonly bring: (
    world: World,
    events: readonly Happening[],
    secret?: string,
  ) => Promise<'let in' | 'forged'>;
  /** Takes over what the provider has told since. */
  readonly listen: () => void;
  readonly close: () => Promise<void>;
}

const WORKS_ROUNDS_MAX = 50;

/** Opens it: an account in its first Trial, without orders. */
export async function openShop(buckets: number): Promise<Shop> {
  const clock = createClock();
  clock.setRate(0);
  const cloud = await createLocalCloud({ clock });
  cloud.fastSpring.webhooks.hold();
  const folder = await mkdtemp(join(tmpdir(), 'headcount-'));
  const bench = openBench({ buckets, folder });
  const { tenant } = bench;
  const { tenantId } = tenant;
  const payments = createFastSpring(
    createTransport({ localCloudOrigin: cloud.origin }),
    {
      ...{ username: FASTSPRING_USERNAME, password: FASTSPRING_PASSWORD, product: 'seat' },
      ...{ webhookSecrets: [WEBHOOK_SECRET], storefront: `https://${STORE_HOST}` },
    },
    createLog('silent'),
  );
  const world: World = {
    ...bench.world,
    payments,
    clock: { now: () => clock.now(), at: () => ({ cancel: () => undefined }) },
    wakeKeeper: () => undefined,
  };
  await world.store.commit(rootOf(tenantId), [
    create(accounts, {
      ...{ tenantId, buckets, subdomain: SUBDOMAIN, state: 'Trial', reason: null, region: 'US' },
      ...{ ownerId: newId(), createdAt: clock.now(), subscriptionIds: [] },
    }),
  ]);
  for (const bucket of bucketsOf(tenantId, buckets))
    await world.store.commit(bucket, [create(heads, NEW_HEAD)]);

  const works = [
    ordersWork({
      mail: { name: 'mail', atOnce: 1, deliver: () => Promise.reject(new Error('No mail here.')) },
      salesContact: null,
    }),
    limitsWork,
  ];
  const keeping = { closing: new AbortController().signal, alone: true };
  const partition = duePartitionOf(tenantId);
  const untold: Happening[] = [];
  let heard = 0;
  return {
    ...{ cloud, tenant, untold },
    process: (death) => ({
      ...world,
      store: crashingStore(world.store, death, () => undefined),
    }),
    async runDue(mine) {
      for (let round = 0; round < WORKS_ROUNDS_MAX; round++) {
        let isDone = true;
        for (const work of works) {
          const held = await mine.store.read(partition, dues, { work: work.name, tenantId });
          if (held === null || held.doc.dueAt > clock.now()) continue;
          isDone = false;
          await doDue(mine, work, held, keeping);
        }
        if (isDone) return;
      }
      throw new Error('What is due is due again and again.');
    },
    async bring(mine, events, secret = WEBHOOK_SECRET) {
      const body = JSON.stringify({ events });
      const told = payments.eventsIn(Buffer.from(body), signatureOf(body, secret));
      if (told === null) return 'forged';
      await takeEvents(mine, told);
      return 'let in';
    },
    listen() {
      const all = cloud.fastSpring.webhooks.all();
      untold.push(...all.slice(heard));
      heard = all.length;
    },
    async close() {
      await bench.close();
      await cloud.close();
      // The bench's files may just be being opened.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
