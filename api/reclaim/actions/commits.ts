import { tell } from '../../audit/actions.ts';
import { announcement } from '../../notifications/actions/announce.ts';
import type { Notice } from '../../notifications/rules/notices.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create, remove, replace, type AnyWrite, type Held } from '../../ports/store.ts';
import type { Actor, Tenant, World } from '../../ports/world.ts';
import { asks } from '../kinds.ts';
import type { Ask } from '../rules/asks.ts';

/** A change of what is asked and done about one seat, and how it is told. */
export interface AskChange {
  readonly before: Held<Ask> | null;
  /** Null: nothing is left to say. */
  readonly after: Ask | null;
  /** What the audit says; null where only a date has moved. */
  readonly what: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly notice?: Notice;
}

/** Commits it with its audit entry and what the learner is told; false where somebody else was quicker. */
export async function commitAsk(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  { tenantId }: Pick<Tenant, 'tenantId'>,
  actor: Actor,
  { before, after, what, data, notice }: AskChange,
): Promise<boolean> {
  const ask = after ?? before?.doc;
  if (ask === undefined) return true;
  const { personId, askId } = ask;
  const now = clock.now();
  const writes: AnyWrite[] = [
    ...(before === null
      ? after === null
        ? []
        : [create(asks, after)]
      : [
          after === null
            ? remove(asks, { personId }, before.version)
            : replace(asks, after, before.version),
        ]),
    ...(what === null ? [] : [tell(actor, now, what, { personId, askId, ...data })]),
    ...(notice === undefined ? [] : [announcement(notice, now)]),
  ];
  return (await store.commit(rootOf(tenantId), writes)).outcome === 'committed';
}
