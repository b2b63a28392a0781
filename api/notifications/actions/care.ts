import { tell } from '../../audit/actions.ts';
import { makeDue } from '../../due/actions.ts';
import { LANGUAGES, type Language } from '../../kernel/languages.ts';
import { rootOf } from '../../ports/partitions.ts';
import { create } from '../../ports/store.ts';
import type { Tenant, World } from '../../ports/world.ts';
import { namesOf } from '../../seats/actions/reading.ts';
import { deliveries, handlings } from '../kinds.ts';
import { reminderIdOf, reminderOf, type Delivery } from '../rules/deliveries.ts';
import {
  careUntil,
  mayRemind,
  occasionIdOf,
  REMINDED_AFTER_MS,
  type Handling,
} from '../rules/handlings.ts';
import { NOTICES } from '../rules/notices.ts';
import { CHAT_TEXTS, type ChatTexts } from '../texts/chat.ts';
import type { Decided, Decision, Speech } from './decision.ts';

const labels = (of: (texts: ChatTexts) => string): Readonly<Record<Language, string>> =>
  Object.fromEntries(LANGUAGES.map((language) => [language, of(CHAT_TEXTS[language])])) as Readonly<
    Record<Language, string>
  >;

/** Who takes care of what a delivery is about; null where nobody does. */
async function handlingOf(
  { store }: Pick<World, 'store'>,
  { tenantId }: Tenant,
  delivery: Delivery,
): Promise<Handling | null> {
  const occasionId = occasionIdOf(tenantId, delivery);
  return (await store.read(rootOf(tenantId), handlings, { occasionId }))?.doc ?? null;
}

/** Says to one person who takes care of something. */
async function whoCares(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  reader: string,
  { personId, at }: Handling,
): Promise<(speech: Speech) => string> {
  const names = await namesOf(world, tenant, [personId]);
  return ({ language, say }) => {
    const texts = CHAT_TEXTS[language];
    const since = say.moment(at);
    if (personId === reader) return texts.youTakeCare(since);
    return texts.takesCare(names.get(personId)?.displayName ?? texts.somebody, since);
  };
}

/** How it stands with what a delivery is about, for a card that is sent or shown again; null where nobody takes care of it. */
export async function standingOf(
  world: Pick<World, 'store'>,
  tenant: Tenant,
  delivery: Delivery,
): Promise<((speech: Speech) => string) | null> {
  if (careUntil(delivery.notice) === null) return null;
  const handling = await handlingOf(world, tenant, delivery);
  return handling === null ? null : whoCares(world, tenant, delivery.personId, handling);
}

/** The person takes care of what the notice is about, and the others who are told of it see so. The first one has it. */
const takeCare: Decision = {
  verb: 'notice.take-care',
  label: labels(({ takeCare: label }) => label),
  style: 'positive',
  offered: (notice) => careUntil(notice) !== null,
  async decide(world, { tenant, personId, delivery, actId }): Promise<Decided> {
    const { store, clock } = world;
    const root = rootOf(tenant.tenantId);
    for (;;) {
      const held = await handlingOf(world, tenant, delivery);
      if (held !== null) {
        return { outcome: 'already', standing: await whoCares(world, tenant, personId, held) };
      }
      const at = clock.now();
      const { deliveryId, expiresAt, notice } = delivery;
      const occasionId = occasionIdOf(tenant.tenantId, delivery);
      const handling: Handling = { occasionId, personId, at, expiresAt };
      const done = await store.commit(root, [
        create(handlings, handling),
        tell({ personId, actId }, at, 'notice-taken-care-of', { deliveryId, kind: notice.what }),
      ]);
      if (done.outcome === 'committed') {
        return { outcome: 'done', standing: await whoCares(world, tenant, personId, handling) };
      }
    }
  },
};

/** The person is told the same once more, a day later. */
const remind: Decision = {
  verb: 'notice.remind',
  label: labels(({ remind: label }) => label),
  style: 'plain',
  offered: mayRemind,
  async decide(world, { tenant, personId, delivery, actId }): Promise<Decided> {
    const { store, clock } = world;
    const root = rootOf(tenant.tenantId);
    const cares = await standingOf(world, tenant, delivery);
    if (cares !== null) return { outcome: 'already', standing: cares };
    const deliveryId = reminderIdOf(delivery.deliveryId);
    for (;;) {
      const held = await store.read(root, deliveries, { deliveryId });
      if (held !== null) return { outcome: 'already', standing: willRemind(held.doc) };
      const now = clock.now();
      if (!mayRemind(delivery.notice, now)) {
        return {
          outcome: 'too-late',
          standing: ({ language }) => CHAT_TEXTS[language].tooLate,
        };
      }
      const reminder = reminderOf(delivery, now + REMINDED_AFTER_MS, now);
      await makeDue(world, NOTICES, tenant, now + REMINDED_AFTER_MS);
      const done = await store.commit(root, [
        create(deliveries, reminder),
        tell({ personId, actId }, now, 'notice-postponed', {
          deliveryId: delivery.deliveryId,
          kind: delivery.notice.what,
        }),
      ]);
      if (done.outcome === 'committed') return { outcome: 'done', standing: willRemind(reminder) };
    }
  },
};

/** A reminder comes a day after it was asked for, also where it has come already. */
const willRemind =
  ({ dueAt, stateAt }: Delivery) =>
  ({ language, say }: Speech): string =>
    CHAT_TEXTS[language].willRemind(say.moment(dueAt ?? stateAt));

/** What can be decided about every warning. */
export const careDecisions: readonly Decision[] = [takeCare, remind];
