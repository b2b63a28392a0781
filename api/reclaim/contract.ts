import { z } from 'zod';
import { day, guid, instant, pageOf, pageQuery } from '../http/contract.ts';

/** The most people that one act on seats takes. */
const SEATS_PER_REQUEST_MAX = 100;

/** What each number of days of the settings may be. */
export const DAYS_BOUNDS = {
  inactiveDays: { least: 7, most: 730 },
  remindAfterDays: { least: 1, most: 59 },
  answerWithinDays: { least: 2, most: 60 },
  restDays: { least: 1, most: 730 },
} as const;

const days = (name: keyof typeof DAYS_BOUNDS) =>
  z.int().min(DAYS_BOUNDS[name].least).max(DAYS_BOUNDS[name].most);

const inactiveDays = days('inactiveDays').meta({
  description: 'Who holds a seat and was not active for so many days.',
});
const daysQuery = z.coerce
  .number()
  .int()
  .min(DAYS_BOUNDS.inactiveDays.least)
  .max(DAYS_BOUNDS.inactiveDays.most)
  .optional()
  .meta({ description: 'Not active for so many days; as the settings say if left out.' });

const count = z.int().min(0);

/** How it stands with a seat. */
export const askState = z
  .enum([
    'asked',
    'unanswered',
    'given-up',
    'kept',
    'active',
    'seatless',
    'withdrawn',
    'releasing',
    'released',
    'restoring',
    'restored',
  ])
  .meta({
    description:
      'asked: an answer is waited for; unanswered: none came in time; given-up, kept: the learner’s answer; active: was active again; seatless: lost the seat by another act; withdrawn: the question was taken back; releasing, released; restoring, restored: the release was undone.',
  });

const answer = z.enum(['keep', 'give-up']);

/** Why somebody is not asked, or a seat not released or given back. */
export const refusalCode = z.enum([
  'person-unknown',
  'no-seat',
  'active',
  'asked-already',
  'rests',
  'under-way',
  'not-asked',
  'not-released',
  'held-by-group',
  'changed',
  'seats-none-left',
  'nothing-restorable',
]);

const askShape = z
  .strictObject({
    askId: guid,
    state: askState,
    stateAt: instant,
    idleSince: instant,
    askedAt: instant.nullable().meta({ description: 'Null: released without a question.' }),
    remindedAt: instant.nullable(),
    answerBy: instant.nullable(),
    answer: answer.nullable(),
    answeredAt: instant.nullable(),
    restsUntil: instant.nullable().meta({ description: 'Not asked again before.' }),
    enrolmentsEnded: count.nullable().meta({
      description: 'What a release ended and its undoing begins again; null without a release.',
    }),
    releasedByItself: z.boolean(),
    obstacle: z.enum(['held-by-group', 'changed']).nullable().meta({
      description: 'Why the seat could not be released when that was last tried.',
    }),
    withdrawable: z.boolean(),
    undoable: z.boolean(),
  })
  .meta({ id: 'SeatAsk' });

const personShape = z.strictObject({
  id: guid,
  displayName: z.string(),
  userName: z.string().nullable(),
  guest: z.boolean(),
});

/** Somebody who holds a seat and was not active for the chosen time. */
export const candidateShape = z
  .strictObject({
    person: personShape,
    reason: z.enum(['never-active', 'inactive']).meta({
      description: 'never-active: nothing was ever recorded; counted from when the seat was taken.',
    }),
    idleSince: instant,
    idleDays: count,
    lastActiveAt: instant.nullable(),
    countedSince: instant,
    enrolments: count.meta({ description: 'Live enrolments, by which the seat is held.' }),
    flow: z.boolean(),
    ask: askShape.nullable(),
    notAsked: refusalCode.nullable().meta({ description: 'Why the person is not asked now.' }),
    notReleased: refusalCode.nullable().meta({
      description: 'Why the seat is not released now. Groups are looked at by the release itself.',
    }),
  })
  .meta({ id: 'ReclaimCandidate' });

export const candidatesPageShape = pageOf(candidateShape);
export const candidatesQuery = z.strictObject({ ...pageQuery, days: daysQuery });

/** What was asked and done about one seat. */
export const askOfPersonShape = z
  .strictObject({
    person: z.strictObject({
      id: guid,
      displayName: z.string().nullable().meta({ description: 'Null for whom nobody knows.' }),
    }),
    ask: askShape,
  })
  .meta({ id: 'SeatAskOfPerson' });

export const asksPageShape = pageOf(askOfPersonShape);
export const asksQuery = z.strictObject({ ...pageQuery, state: askState.optional() });

const settingsFields = {
  inactiveDays,
  remindAfterDays: days('remindAfterDays').meta({
    description: 'So long after the question the learner is reminded, once.',
  }),
  answerWithinDays: days('answerWithinDays').meta({
    description: 'So long an answer is waited for.',
  }),
  restDays: days('restDays').meta({
    description: 'Who has kept the seat is not asked again for so long.',
  }),
  releases: z.enum(['by-hand', 'given-up', 'unanswered']).meta({
    description:
      'When seats are released by themselves: by-hand: never; given-up: where the learner gave it up; unanswered: also where no answer came.',
  }),
};

/** `PUT /api/reclaim/settings`. */
export const reclaimSettingsBody = z
  .strictObject(settingsFields)
  .refine(({ remindAfterDays, answerWithinDays }) => remindAfterDays < answerWithinDays, {
    path: ['remindAfterDays'],
    message: 'Must be less than answerWithinDays: the reminder comes before the answer is due.',
  });

/** `GET /api/reclaim/settings`. */
export const reclaimSettingsShape = z
  .strictObject({ ...settingsFields, changedAt: instant.nullable() })
  .meta({ id: 'ReclaimSettings' });

/** How many questions stand in each state. */
const asksCount = z.strictObject({
  asked: count,
  unanswered: count,
  'given-up': count,
  kept: count,
  active: count,
  seatless: count,
  withdrawn: count,
  releasing: count,
  released: count,
  restoring: count,
  restored: count,
} satisfies Record<z.infer<typeof askState>, typeof count>);

/** `GET /api/reclaim`. */
export const reclaimSummaryShape = z
  .strictObject({
    days: inactiveDays,
    seats: count.meta({ description: 'How many people hold a seat.' }),
    inactive: count.meta({ description: 'How many of them were not active for so many days.' }),
    saving: z
      .strictObject({
        seats: count,
        days: count.nullable().meta({ description: 'Until the term ends; null without a term.' }),
        endsOn: day.nullable().meta({ description: 'The last day of the term.' }),
        amount: z
          .strictObject({ amountMinor: z.int(), currency: z.string() })
          .nullable()
          .meta({ description: 'Null where the price of a seat is not known.' }),
      })
      .meta({ description: 'What the inactive seats are worth until the term ends.' }),
    asks: asksCount,
    settings: reclaimSettingsShape,
  })
  .meta({ id: 'ReclaimSummary' });
export const reclaimSummaryQuery = z.strictObject({ days: daysQuery });

const personIds = z.array(guid).min(1).max(SEATS_PER_REQUEST_MAX);

/** People whose seats are meant, and for how long they must not have been active. */
export const reclaimBody = z.strictObject({ personIds, days: inactiveDays });
/** People whose questions or releases are meant. */
export const reclaimPeopleBody = z.strictObject({ personIds });

const resultsOf = (done: string, more: z.ZodRawShape = {}) =>
  z.strictObject({
    results: z.array(
      z.strictObject({
        personId: guid,
        outcome: z.enum([done, 'refused']),
        code: refusalCode.optional(),
        ...more,
      }),
    ),
  });

/** What became of each person who was to be asked. */
export const askResultsShape = resultsOf('asked');
/** What became of each question that was to be taken back. */
export const withdrawResultsShape = resultsOf('withdrawn');
/** What became of each seat that was to be released. */
export const releaseResultsShape = resultsOf('released', {
  enrolmentsEnded: count.optional(),
  groupIds: z.array(guid).optional().meta({
    description: 'The groups that hold the seat: it must end there (S-6).',
  }),
});
/** What became of each release that was to be undone. */
export const restoreResultsShape = resultsOf('restored', {
  enrolments: count.optional(),
  flow: z.boolean().optional(),
  lost: z
    .array(z.strictObject({ trainingId: guid, code: z.string() }))
    .optional()
    .meta({ description: 'Enrolments that could not begin again, and why.' }),
});

/** `GET /api/reclaim/own`: whether one is asked about the own seat. */
export const ownAskShape = z
  .strictObject({
    counted: z.boolean().meta({ description: 'Whether the person holds a seat.' }),
    ask: z
      .strictObject({
        askId: guid,
        state: askState,
        idleSince: instant,
        answerBy: instant.nullable(),
        answer: answer.nullable(),
        answerable: z.boolean(),
        restsUntil: instant.nullable(),
      })
      .nullable(),
    unanswered: z.enum(['released', 'administrator-decides']).meta({
      description: 'What comes of it if no answer is given.',
    }),
    givenUp: z.enum(['released', 'administrator-decides']).meta({
      description: 'What comes of it if the seat is given up.',
    }),
  })
  .meta({ id: 'OwnSeatAsk' });

/** `POST /api/reclaim/own/answer`. */
export const ownAnswerBody = z.strictObject({ askId: guid, answer });
