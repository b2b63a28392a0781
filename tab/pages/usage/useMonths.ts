import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { monthIn } from '../../usage/months.ts';

/** Months as the reader writes them. */
export function useMonths() {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(
    () => ({
      long: monthIn(language, 'long'),
      medium: monthIn(language, 'medium'),
      short: monthIn(language, 'short'),
    }),
    [language],
  );
}
