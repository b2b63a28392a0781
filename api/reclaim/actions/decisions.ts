import { AppError } from '../../kernel/errors.ts';
import type { Language } from '../../kernel/languages.ts';
import type { Decided, Decision } from '../../notifications/actions/decision.ts';
import type { Instant } from '../../kernel/time.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Answer, Ask } from '../rules/asks.ts';
import { answerAsk } from './ask.ts';
import { readAsk } from './reading.ts';

/** What somebody reads on the card after answering. */
interface AnswerTexts {
  readonly keep: string;
  readonly giveUp: string;
  readonly kept: string;
  readonly givenUp: string;
  /** @param day until when the answer can still be changed */
  readonly givenUpUntil: (day: string) => string;
  readonly over: string;
  readonly released: string;
}

const TEXTS: Readonly<Record<Language, AnswerTexts>> = {
  en: {
    keep: 'I keep it',
    giveUp: 'I give it up',
    kept: 'You keep your seat. Nothing changes.',
    givenUp:
      'You give your seat up. An administrator decides; until then you can change your answer in Headcount.',
    givenUpUntil: (day) =>
      `You give your seat up. It is released on ${day}; until then you can change your answer in Headcount.`,
    over: 'Nobody asks you about your seat any more. You keep it.',
    released: 'Your seat was released already. Ask an administrator if you need it again.',
  },
  nl: {
    keep: 'Ik houd de plaats',
    giveUp: 'Ik geef de plaats op',
    kept: 'Je houdt je plaats. Er verandert niets.',
    givenUp:
      'Je geeft je plaats op. Een beheerder beslist; tot dan kun je je antwoord in Headcount wijzigen.',
    givenUpUntil: (day) =>
      `Je geeft je plaats op. De plaats wordt op ${day} vrijgegeven; tot dan kun je je antwoord in Headcount wijzigen.`,
    over: 'Niemand vraagt je nog naar je plaats. Je houdt de plaats.',
    released: 'Je plaats is al vrijgegeven. Heb je de plaats weer nodig, vraag het een beheerder.',
  },
  fr: {
    keep: 'Je la garde',
    giveUp: 'J’y renonce',
    kept: 'Vous gardez votre place. Rien ne change.',
    givenUp:
      'Vous renoncez à votre place. Un administrateur décide\u00a0; d’ici là, vous pouvez changer votre réponse dans Headcount.',
    givenUpUntil: (day) =>
      `Vous renoncez à votre place. Elle sera libérée le ${day}\u00a0; d’ici là, vous pouvez changer votre réponse dans Headcount.`,
    over: 'Personne ne vous interroge plus sur votre place. Vous la gardez.',
    released:
      'Votre place a déjà été libérée. Adressez-vous à un administrateur si vous en avez de nouveau besoin.',
  },
  de: {
    keep: 'Ich behalte ihn',
    giveUp: 'Ich gebe ihn ab',
    kept: 'Sie behalten Ihren Platz. Es ändert sich nichts.',
    givenUp:
      'Sie geben Ihren Platz ab. Ein Administrator entscheidet; bis dahin können Sie Ihre Antwort in Headcount ändern.',
    givenUpUntil: (day) =>
      `Sie geben Ihren Platz ab. Er wird am ${day} freigegeben; bis dahin können Sie Ihre Antwort in Headcount ändern.`,
    over: 'Niemand fragt mehr nach Ihrem Platz. Sie behalten ihn.',
    released:
      'Ihr Platz wurde bereits freigegeben. Wenn Sie ihn wieder brauchen, wenden Sie sich an einen Administrator.',
  },
};

const labels = (of: (texts: AnswerTexts) => string): Decision['label'] => ({
  en: of(TEXTS.en),
  nl: of(TEXTS.nl),
  fr: of(TEXTS.fr),
  de: of(TEXTS.de),
});

/** How it stands with the own seat after an answer. */
const standingAfter =
  (answer: Answer, dueAt: Instant | null): Decided['standing'] =>
  ({ language, say }) => {
    const texts = TEXTS[language];
    if (answer === 'keep') return texts.kept;
    return dueAt === null ? texts.givenUp : texts.givenUpUntil(say.day(dayOf(dueAt)));
  };

/** Why there is nothing to answer any more; null for every other failure. */
function overBecause(error: unknown): Decided['standing'] | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === 'seat-released') return ({ language }) => TEXTS[language].released;
  return error.code === 'not-found' ? ({ language }) => TEXTS[language].over : null;
}

const hasAnswered = (ask: Ask | null, askId: string, answer: Answer): ask is Ask =>
  ask?.askId === askId && ask.state === (answer === 'keep' ? 'kept' : 'given-up');

const decisionOf = (
  answer: Answer,
  { verb, label, style }: Pick<Decision, 'verb' | 'label' | 'style'>,
): Decision => ({
  ...{ verb, label, style },
  offered: (notice) => notice.what === 'seat-asked',
  async decide(world, { tenant, personId, delivery, actId }) {
    const { notice } = delivery;
    const askId = notice.what === 'seat-asked' ? notice.askId : '';
    const before = (await readAsk(world, tenant, personId))?.doc ?? null;
    if (hasAnswered(before, askId, answer))
      return { outcome: 'already', standing: standingAfter(answer, before.dueAt) };
    try {
      const { dueAt } = await answerAsk(world, tenant, personId, actId, { askId, answer });
      return { outcome: 'done', standing: standingAfter(answer, dueAt) };
    } catch (error) {
      const standing = overBecause(error);
      if (standing === null) throw error;
      return { outcome: 'too-late', standing };
    }
  },
});

/** A learner keeps the own seat, or gives it up, on the card that asks. */
export const seatDecisions: readonly Decision[] = [
  decisionOf('keep', {
    verb: 'seat.keep',
    label: labels(({ keep }) => keep),
    style: 'positive',
  }),
  decisionOf('give-up', {
    verb: 'seat.give-up',
    label: labels(({ giveUp }) => giveUp),
    style: 'plain',
  }),
];
