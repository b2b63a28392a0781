import { idFrom } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import { announcing } from '../../notifications/actions/announce.ts';
import { rootOf } from '../../ports/partitions.ts';
import { pagesOf } from '../../ports/reading.ts';
import type { Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { readPerson } from '../../seats/actions/reading.ts';
import { asks } from '../kinds.ts';
import type { Ask } from '../rules/asks.ts';
import { reminded, settled, stepOf } from '../rules/moves.ts';
import type { ReclaimSettings } from '../rules/settings.ts';
import { questionOf } from './ask.ts';
import { commitAsk } from './commits.ts';
import { readSettings } from './reading.ts';
import { finishRelease, releaseOne } from './release.ts';
import { finishRestore } from './restore.ts';

const PORTION = 100;

/**
 * Takes the steps that are due: reminds, notes that nobody answered, releases where the account's settings say so, and goes
 * on with what a stop has left. It bears being cut off anywhere and repeated.
 * @returns when the next step is due; null where none is
 */
export async function takeDueSteps(world: World, tenant: Tenant): Promise<Instant | null> {
  const { store, clock } = world;
  const root = rootOf(tenant.tenantId);
  const { doc: settings } = await readSettings(world, tenant);
  const due = { upTo: clock.now() };
  for await (const page of pagesOf(store, root, asks, 'byDue', due, PORTION)) {
    if (page.length === 0) break;
    await announcing(world, tenant, async () => {
      for (const held of page) await takeStep(world, tenant, held, settings);
    });
  }
  const next = await store.list(root, asks, 'byDue', { limit: 1 });
  return next.items[0]?.doc.dueAt ?? null;
}

async function takeStep(
  world: World,
  tenant: Tenant,
  before: Held<Ask>,
  settings: ReclaimSettings,
): Promise<void> {
  const { personId, askId, state, stateAt } = before.doc;
  const now = world.clock.now();
  const person = await readPerson(world, tenant, personId);
  const step = stepOf(before.doc, person?.doc ?? null, settings, now);
  const actor: Actor = { personId: null, actId: idFrom('reclaim', askId, step, String(stateAt)) };
  switch (step) {
    case 'resume':
      await (state === 'releasing' ? finishRelease : finishRestore)(world, tenant, personId);
      return;
    case 'release': {
      const result = await releaseOne(world, tenant, actor, personId, null);
      if (result.outcome === 'released') return;
      const obstacle = result.code === 'held-by-group' ? result.code : 'changed';
      const after: Ask = { ...before.doc, obstacle, dueAt: null };
      // A seat that cannot be released by itself is left to an administrator. Where it was changed meanwhile, that counts.
      await commitAsk(world, tenant, actor, { before, after, what: 'seat-not-released' });
      return;
    }
    case 'remind': {
      const after = reminded(before.doc, now);
      const notice = questionOf(after, true);
      await commitAsk(world, tenant, actor, { before, after, what: 'seat-reminded', notice });
      return;
    }
    case 'wait':
    case 'unanswered':
    case 'active':
    case 'seatless': {
      const after = settled(before.doc, step, settings, now);
      const what = step === 'wait' ? null : `seat-${step}`;
      await commitAsk(world, tenant, actor, { before, after, what });
    }
  }
}
