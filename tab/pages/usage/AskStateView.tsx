import { useTranslation } from 'react-i18next';
import { StateView } from '../../components/StateView.tsx';
import { useFormat } from '../../format.ts';
import type { AskOfPerson } from '../../queries/reclaim.ts';

const COLORS = {
  asked: 'brand',
  unanswered: 'warning',
  'given-up': 'warning',
  kept: 'success',
  active: 'success',
  seatless: 'informative',
  withdrawn: 'informative',
  releasing: 'brand',
  released: 'informative',
  restoring: 'brand',
  restored: 'success',
} as const;

/** How it stands with a question and what came of it: in a word, and what there is to know beside it. */
export function AskStateView({ ask }: { readonly ask: AskOfPerson['ask'] }) {
  const { t } = useTranslation('reclaim');
  const format = useFormat();
  const { state, stateAt, answerBy, remindedAt, restsUntil, enrolmentsEnded, obstacle } = ask;
  const dayOf = (at: string): string => format.day(at.slice(0, 10));
  const isReleased = state === 'released' || state === 'releasing';
  const details = [
    ...(state === 'asked' && answerBy !== null
      ? [t('detail.answerBy', { day: dayOf(answerBy) })]
      : []),
    ...(state === 'asked' && remindedAt !== null
      ? [t('detail.reminded', { day: dayOf(remindedAt) })]
      : []),
    ...(restsUntil === null ? [] : [t('detail.restsUntil', { day: dayOf(restsUntil) })]),
    ...(isReleased && enrolmentsEnded !== null
      ? [t('detail.ended', { count: enrolmentsEnded })]
      : []),
    ...(isReleased && ask.releasedByItself ? [t('detail.byItself')] : []),
    ...(obstacle === null ? [] : [t(`refusal.${obstacle}`)]),
  ];
  return (
    <StateView
      color={COLORS[state]}
      word={t(`state.${state}`)}
      title={format.instant(stateAt)}
      details={details}
    />
  );
}
