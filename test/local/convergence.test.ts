import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createChance } from '../../local/chance.ts';
import { createLocalCloud } from '../../local/cloud.ts';
import type { Tenant } from '../../local/tenants/tenant.ts';
import type { Temper } from '../../local/tenants/temper.ts';
import { appToken, graphCaller, TENANT } from './clients.ts';
import type { GraphCaller, Page } from './clients.ts';

/** What a careful client keeps: the last word on each user, and the pass that said it. */
interface Copy {
  readonly users: Map<string, { enabled: boolean | undefined; live: boolean; pass: number }>;
  link: string | undefined;
  pass: number;
}

const FIRST = '/users/delta?$select=id,accountEnabled';

/** One round of a careful client: same link again after 429 and 5xx, a new pass after a lost state, a sweep at its end. */
async function round(call: GraphCaller, copy: Copy): Promise<void> {
  for (;;) {
    const full = copy.link === undefined || !copy.link.includes('deltatoken');
    const { status, body } = await call('GET', copy.link ?? FIRST);
    if (status === 429 || status >= 500) continue;
    if (status !== 200) {
      copy.link = undefined;
      copy.pass += 1;
      continue;
    }
    const page = body as unknown as Page;
    for (const row of page.value) {
      const known = copy.users.get(row.id);
      const enabled = (row['accountEnabled'] as boolean | undefined) ?? known?.enabled;
      copy.users.set(row.id, { enabled, live: !('@removed' in row), pass: copy.pass });
    }
    copy.link = page['@odata.nextLink'] ?? page['@odata.deltaLink'];
    if (page['@odata.deltaLink'] === undefined) continue;
    if (full) for (const user of copy.users.values()) if (user.pass < copy.pass) user.live = false;
    return;
  }
}

function churn(tenant: Tenant, seed: number, changes: number): void {
  const chance = createChance(seed);
  const { users } = tenant.directory;
  for (let change = 0; change < changes; change += 1) {
    const standing = users.standing(Math.floor(chance() * users.total()));
    const { id, accountEnabled } = standing.user;
    const die = chance();
    if (die < 0.1) tenant.perform({ act: 'addSeededUsers', count: 3, seed: change });
    else if (standing.state === 'deleted') {
      tenant.perform({ act: die < 0.7 ? 'restoreUser' : 'purgeUser', id });
    } else if (standing.state === 'live' && die < 0.4) tenant.perform({ act: 'deleteUser', id });
    else if (standing.state === 'live') {
      tenant.perform({ act: 'changeUser', id, changes: { accountEnabled: !accountEnabled } });
    }
  }
}

const share = fc.integer({ min: 0, max: 3 }).map((tenths) => tenths / 10);
const tempers: fc.Arbitrary<Partial<Temper>> = fc.record({
  seed: fc.integer(),
  pageSize: fc.constantFrom(
    { least: 1, most: 20 },
    { least: 200, most: 200 },
    { least: 7, most: 7 },
  ),
  emptyPages: share,
  duplicates: share,
  shuffled: fc.boolean(),
  replays: share,
  staleRows: share,
  resets: fc.constantFrom(0, 0.02),
  expiredPageTokens: fc.constantFrom(0, 0.02),
  throttled: share,
  unavailable: share,
});

describe('an unfriendly directory', () => {
  test('brings a careful client to its own truth, whatever its temper and whatever changes meanwhile', async () => {
    const cloud = await createLocalCloud({ tenants: [] });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(tempers, fc.integer(), async (temper, seed) => {
        made += 1;
        const id = TENANT.slice(0, -4) + String(1000 + made);
        const tenant = cloud.world.createTenant({ id, name: `Tenant ${made}`, users: 60, temper });
        const call = graphCaller(cloud, appToken(cloud, id));
        const copy: Copy = { users: new Map(), link: undefined, pass: 1 };
        for (let step = 0; step < 4; step += 1) {
          await round(call, copy);
          churn(tenant, seed + step, 25);
        }
        await round(call, copy);
        await round(call, copy);
        const { users } = tenant.directory;
        for (let index = 0; index < users.total(); index += 1) {
          const { user, state } = users.standing(index);
          const known = copy.users.get(user.id);
          expect(known?.live ?? false).toBe(state === 'live');
          if (state === 'live') expect(known?.enabled).toBe(user.accountEnabled);
        }
      }),
      { numRuns: 15 },
    );
    await cloud.close();
  });

  test('answers the same for the same seed, and otherwise for another', async () => {
    const firstPages = async (seed: number): Promise<string> => {
      const temper = {
        seed,
        pageSize: { least: 1, most: 20 },
        emptyPages: 0.3,
        duplicates: 0.3,
        shuffled: true,
      };
      const cloud = await createLocalCloud({
        tenants: [{ id: TENANT, name: 'Contoso', users: 50, temper }],
      });
      const call = graphCaller(cloud, appToken(cloud, TENANT));
      const shapes: string[] = [];
      for (let link: string | undefined = FIRST; link !== undefined;) {
        const page = (await call('GET', link)).body as unknown as Page;
        shapes.push(page.value.map(({ id }) => id).join());
        link = page['@odata.nextLink'];
      }
      await cloud.close();
      return shapes.join(';');
    };
    expect(await firstPages(7)).toBe(await firstPages(7));
    expect(await firstPages(7)).not.toBe(await firstPages(8));
  });
});
