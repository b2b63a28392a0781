import type { PersonId } from '../../kernel/ids.ts';
import { DAY_MS, MINUTE_MS, type Instant } from '../../kernel/time.ts';
import {
  isOpen,
  isUnderWay,
  type Answer,
  type Ask,
  type AskState,
  type Holder,
  type Obstacle,
  type Release,
  type Restoring,
} from './asks.ts';
import type { ReclaimSettings } from './settings.ts';

/** Who gives a seat up may think better of it for so long before it is released by itself. */
export const SECOND_THOUGHTS_MS = DAY_MS;

/** What was begun and did not end is gone on with so long after. */
export const RESUMED_AFTER_MS = MINUTE_MS;

const at = (ask: Ask, state: AskState, now: Instant, more: Partial<Ask> = {}): Ask => ({
  ...ask,
  state,
  stateAt: now,
  newest: -now,
  dueAt: null,
  ...more,
});

/** A beginning, before anything was asked or done. */
const begun = (personId: PersonId, askId: string, idleSince: Instant, now: Instant): Ask => ({
  ...{ personId, askId, state: 'asked', stateAt: now, newest: -now, idleSince },
  ...{ askedAt: null, askedBy: null, remindAt: null, remindedAt: null, answerBy: null },
  ...{ answer: null, answeredAt: null, restsUntil: null },
  ...{ release: null, restoring: null, obstacle: null, dueAt: null },
});

/** The question, as it goes out now. */
export function asked(
  of: { readonly personId: PersonId; readonly askId: string; readonly idleSince: Instant },
  by: PersonId | null,
  settings: ReclaimSettings,
  now: Instant,
): Ask {
  const remindAt = now + settings.remindAfterDays * DAY_MS;
  return {
    ...begun(of.personId, of.askId, of.idleSince, now),
    askedAt: now,
    askedBy: by,
    remindAt,
    answerBy: now + settings.answerWithinDays * DAY_MS,
    dueAt: remindAt,
  };
}

/** The question, asked once more. Whoever is reminded late still has as long to answer as was meant. */
export function reminded(ask: Ask, now: Instant): Ask {
  const meantMs = (ask.answerBy ?? now) - (ask.remindAt ?? now);
  const answerBy = Math.max(ask.answerBy ?? now, now + meantMs);
  return { ...ask, remindedAt: now, answerBy, dueAt: answerBy };
}

/** The question with its answer, which can be changed as long as nothing came of it; or why it cannot be given. */
export function answered(
  ask: Ask | null,
  answer: Answer,
  settings: ReclaimSettings,
  now: Instant,
): Ask | 'not-asked' | 'released' {
  switch (ask?.state) {
    case 'asked':
    case 'unanswered':
    case 'kept':
    case 'given-up':
      return answer === 'keep'
        ? at(ask, 'kept', now, {
            ...{ answer, answeredAt: now },
            restsUntil: now + settings.restDays * DAY_MS,
          })
        : at(ask, 'given-up', now, {
            ...{ answer, answeredAt: now, restsUntil: null },
            dueAt: settings.releases === 'by-hand' ? null : now + SECOND_THOUGHTS_MS,
          });
    case 'releasing':
    case 'released':
      return 'released';
    case 'restoring':
    case 'restored':
    case 'active':
    case 'seatless':
    case 'withdrawn':
    case undefined:
      return 'not-asked';
  }
}

/** The question taken back, as long as it is open; null where it is not. */
export const withdrawn = (ask: Ask | null, now: Instant): Ask | null =>
  ask?.state === 'asked' || ask?.state === 'unanswered' ? at(ask, 'withdrawn', now) : null;

/** What is due now. */
export type Step = 'remind' | 'unanswered' | 'active' | 'seatless' | 'release' | 'resume' | 'wait';

/** What is due now of a question, by what is known of the person now. */
export function stepOf(
  ask: Ask,
  person: Holder | null,
  settings: ReclaimSettings,
  now: Instant,
): Step {
  if (isUnderWay(ask)) return 'resume';
  if (!isOpen(ask)) return 'wait';
  if (person?.counted !== true) return 'seatless';
  // A sign of life says more than silence; whoever gave the seat up has said what is to become of it.
  const isActive = (person.idleSince ?? now) > ask.idleSince;
  if (isActive && ask.state !== 'given-up') return 'active';
  if (ask.state === 'asked') {
    if (ask.remindedAt === null) return now >= (ask.remindAt ?? now) ? 'remind' : 'wait';
    return now >= (ask.answerBy ?? now) ? 'unanswered' : 'wait';
  }
  const { releases } = settings;
  const mayRelease =
    releases === 'unanswered' || (releases === 'given-up' && ask.state === 'given-up');
  return mayRelease ? 'release' : 'wait';
}

/** The question after a step that only says how it stands. */
export function settled(
  ask: Ask,
  step: 'unanswered' | 'active' | 'seatless' | 'wait',
  { releases }: ReclaimSettings,
  now: Instant,
): Ask {
  if (step === 'wait') {
    const isWaiting = ask.state === 'asked';
    return {
      ...ask,
      dueAt: isWaiting ? (ask.remindedAt === null ? ask.remindAt : ask.answerBy) : null,
    };
  }
  return at(ask, step, now, {
    dueAt: step === 'unanswered' && releases === 'unanswered' ? now : null,
  });
}

/** A release that begins: noted before anything ends, so that whatever stops it, what it ends is known. */
export function releasing(
  ask: Ask | null,
  of: { readonly personId: PersonId; readonly askId: string; readonly idleSince: Instant },
  release: Omit<Release, 'at' | 'from'>,
  now: Instant,
): Ask {
  const isSame = ask !== null && ask.restoring === null && ask.release === null;
  const base = isSame ? ask : begun(of.personId, of.askId, of.idleSince, now);
  return at(base, 'releasing', now, {
    obstacle: null,
    release: { ...release, at: now, from: isSame ? ask.state : null },
    dueAt: now + RESUMED_AFTER_MS,
  });
}

/** The release has ended what it had to. */
export const released = (ask: Ask, now: Instant): Ask => at(ask, 'released', now);

/** The release could not be: everything stands as before, save that nothing more happens by itself; null: nothing was. */
export function unreleased(ask: Ask, obstacle: Obstacle, now: Instant): Ask | null {
  const from = ask.release?.from ?? null;
  return from === null ? null : at(ask, from, now, { release: null, obstacle });
}

/** The undoing of a release begins; null where there is nothing to undo. */
export const restoring = (ask: Ask | null, by: Restoring, now: Instant): Ask | null =>
  ask?.state === 'released' && ask.release !== null
    ? at(ask, 'restoring', now, { restoring: by, dueAt: now + RESUMED_AFTER_MS })
    : null;

/** The release is undone; the person is not asked again for as long as one who has kept the seat. */
export const restored = (ask: Ask, { restDays }: ReclaimSettings, now: Instant): Ask =>
  at(ask, 'restored', now, { restsUntil: now + restDays * DAY_MS });

/** The release could not be undone, since no seat was left: it stands. */
export const unrestored = (ask: Ask, now: Instant): Ask =>
  at(ask, 'released', now, { restoring: null });
