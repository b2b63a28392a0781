import type { z } from 'zod';
import { dayOf, DAY_MS, toIso, toIsoOrNull, type Instant } from '../../kernel/time.ts';
import { liveEnrolments } from '../../seats/rules/counting.ts';
import type { AskOfPerson, Candidate, Summary } from '../actions/advice.ts';
import type {
  askOfPersonShape,
  candidateShape,
  ownAskShape,
  reclaimSettingsShape,
  reclaimSummaryShape,
} from '../contract.ts';
import type { Ask } from '../rules/asks.ts';
import { answered, restoring, withdrawn } from '../rules/moves.ts';
import type { ReclaimSettings } from '../rules/settings.ts';

type AskView = z.infer<typeof askOfPersonShape>['ask'];

/** A question and what came of it, as the wire shows it. */
function askView(ask: Ask): AskView {
  const { askId, state, answer, release, obstacle, stateAt } = ask;
  return {
    ...{ askId, state, answer, obstacle },
    stateAt: toIso(stateAt),
    idleSince: toIso(ask.idleSince),
    askedAt: toIsoOrNull(ask.askedAt),
    remindedAt: toIsoOrNull(ask.remindedAt),
    answerBy: toIsoOrNull(ask.answerBy),
    answeredAt: toIsoOrNull(ask.answeredAt),
    restsUntil: toIsoOrNull(ask.restsUntil),
    enrolmentsEnded: release === null ? null : release.hold.enrolments.length,
    releasedByItself: release?.by === null,
    withdrawable: withdrawn(ask, stateAt) !== null,
    undoable: restoring(ask, { actId: '', by: null }, stateAt) !== null,
  };
}

/** Somebody whose seat is not used, as the wire shows it. */
export function candidateView(
  { person, ask, notAsked, notReleased }: Candidate,
  now: Instant,
): z.infer<typeof candidateShape> {
  const { personId, displayName, userName, guest, lastActiveAt, flowSince } = person;
  const idleSince = person.idleSince ?? now;
  const countedSince = person.countedSince ?? now;
  return {
    person: { id: personId, displayName, userName, guest },
    reason: lastActiveAt === null ? 'never-active' : 'inactive',
    idleSince: toIso(idleSince),
    idleDays: Math.floor((now - idleSince) / DAY_MS),
    lastActiveAt: toIsoOrNull(lastActiveAt),
    countedSince: toIso(countedSince),
    enrolments: liveEnrolments(person),
    flow: flowSince !== null,
    ask: ask === null ? null : askView(ask),
    ...{ notAsked, notReleased },
  };
}

/** What was asked and done about a seat, with whose it is. */
export const askOfPersonView = ({
  ask,
  person,
}: AskOfPerson): z.infer<typeof askOfPersonShape> => ({
  person: { id: ask.personId, displayName: person?.displayName ?? null },
  ask: askView(ask),
});

/** The settings as the wire shows them. */
export const settingsView = ({
  changedAt,
  ...settings
}: ReclaimSettings): z.infer<typeof reclaimSettingsShape> => ({
  ...settings,
  changedAt: toIsoOrNull(changedAt),
});

/** The advice in figures. */
export const summaryView = (
  { used, inactive, saving, endsAt, asks }: Summary,
  settings: ReclaimSettings,
  days: number,
): z.infer<typeof reclaimSummaryShape> => ({
  ...{ days, seats: used, inactive, asks },
  saving: { ...saving, endsOn: endsAt === null ? null : dayOf(endsAt - 1) },
  settings: settingsView(settings),
});

/** What somebody is asked about the own seat. */
export function ownView(
  ask: Ask | null,
  counted: boolean,
  settings: ReclaimSettings,
  now: Instant,
): z.infer<typeof ownAskShape> {
  const { releases } = settings;
  const isAnswerable = typeof answered(ask, 'keep', settings, now) === 'object';
  return {
    counted,
    ask:
      ask?.askedAt == null
        ? null
        : {
            ...{ askId: ask.askId, state: ask.state, answer: ask.answer },
            idleSince: toIso(ask.idleSince),
            answerBy: toIsoOrNull(ask.answerBy),
            answerable: isAnswerable && counted,
            restsUntil: toIsoOrNull(ask.restsUntil),
          },
    unanswered: releases === 'unanswered' ? 'released' : 'administrator-decides',
    givenUp: releases === 'by-hand' ? 'administrator-decides' : 'released',
  };
}
