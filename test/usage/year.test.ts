import { expect, test } from '@jest/globals';
import { monthAfter } from '../../api/usage/rules/months.ts';
import { activate, issue } from '../subscriptions/activating.ts';
import { startWorld } from '../world.ts';

test('M-1, MAU-1, MAU-2, MAU-3, MAU-4: 50 + 500 + 5,000 + 9 x 10 = 5,640, through the API; then a new period starts at zero', async () => {
  const world = await startWorld({
    tenants: [
      { id: 'aaaaaaaa-0000-4000-8000-00000000000a', name: 'Contoso', users: 5_000, groups: 0 },
      { id: 'bbbbbbbb-0000-4000-8000-00000000000b', name: 'Fabrikam' },
    ],
  });
  try {
    await world.synced();
    const owner = world.api('owner');
    const begun = world.world().clock.now();
    const intoMonth = Math.ceil(
      (Date.parse(`${monthAfter(new Date(begun).toISOString().slice(0, 7), 1)}-05T00:00:00Z`) -
        begun) /
        1_000,
    );
    await world.advance(`PT${intoMonth}S`);
    const { key } = await issue(world, { plan: 'mau', seats: 5_000, months: 36 });
    expect((await activate(owner, key)).status).toBe(200);

    const people: string[] = [];
    for (let cursor = ''; people.length < 5_000;) {
      const page = await owner.get<{ items: { id: string }[]; nextCursor: string | null }>(
        `/api/people?limit=500${cursor}`,
      );
      people.push(...page.body.items.map(({ id }) => id));
      if (page.body.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.body.nextCursor)}`;
    }
    const actives = [50, 500, 5_000, ...Array.from({ length: 9 }, () => 10)];
    const usage = async (query = '') =>
      (await owner.get(`/api/usage${query}`)).body as unknown as {
        readonly period: { readonly from: string };
        readonly used: number;
        readonly months: readonly { readonly unique: number; readonly closed: boolean }[];
      };
    for (const [nth, count] of actives.entries()) {
      const at = new Date(world.world().clock.now()).toISOString();
      for (let from = 0; from < count; from += 1_000) {
        const reply = await owner.post(
          '/api/activities',
          people.slice(from, Math.min(count, from + 1_000)).map((personId) => ({
            ...{ id: `${nth}/${personId}`, personId, kind: 'course-consumed', at },
          })),
        );
        expect(reply.status).toBe(200);
      }
      if (nth < 11) await world.advance('P30DT10H');
    }
    const full = await usage();
    expect(full).toMatchObject({
      ...{ plan: 'mau', purchased: 5_000, used: 5_640, remaining: 0, overage: 640 },
      ...{ totalActive: 5_000, usedByPeers: 0, timeZone: 'UTC' },
      overall: { active: 5_000, consuming: 10 },
    });
    expect(full.months.map(({ unique }) => unique)).toEqual(actives);
    expect(full.months.map(({ closed }) => closed)).toEqual([
      ...Array.from({ length: 11 }, () => true),
      false,
    ]);
    await world.advance('P31D');
    expect(await usage()).toMatchObject({ used: 0, purchased: 0, totalActive: 0 });
    expect(await usage(`?period=${full.period.from}`)).toMatchObject({ used: 5_640 });
  } finally {
    await world.stop();
  }
}, 240_000);
