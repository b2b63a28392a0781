import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { reclaimSummaryShape } from '../../../api/reclaim/contract.ts';
import { FigureList, type Figure } from '../../components/FigureList.tsx';
import { useFormat } from '../../format.ts';

type Summary = z.infer<typeof reclaimSummaryShape>;

/** How many seats are held, how many of them nobody uses, and what those are worth until the term ends. */
export function AdviceFigures({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation('reclaim');
  const format = useFormat();
  const figures: Figure[] = [
    {
      ...{ key: 'seats', label: t('advice.figures.seats') },
      value: format.number(summary.seats),
    },
    {
      ...{ key: 'inactive', label: t('advice.figures.inactive') },
      value: format.number(summary.inactive),
    },
    { key: 'saving', label: t('advice.figures.saving'), ...useSavingWords(summary.saving) },
  ];
  return <FigureList figures={figures} />;
}

/** A saving in money where the price is known, else in seats and days. */
function useSavingWords({ seats, days, endsOn, amount }: Summary['saving']) {
  const { t, i18n } = useTranslation('reclaim');
  const format = useFormat();
  if (days === null || endsOn === null) return { value: '–', hint: t('advice.saving.none') };
  const until = t('advice.saving.until', { count: days, day: format.day(endsOn) });
  if (amount === null) {
    const hint = `${until}. ${t('advice.saving.noPrice')}`;
    return { value: t('advice.saving.seats', { count: seats }), hint };
  }
  const { currency } = amount;
  const money = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
  const { maximumFractionDigits = 2 } = money.resolvedOptions();
  return { value: money.format(amount.amountMinor / 10 ** maximumFractionDigits), hint: until };
}
