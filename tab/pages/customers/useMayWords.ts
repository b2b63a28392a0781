import { useTranslation } from 'react-i18next';
import type { Customer } from '../../customers/answers.ts';
import { allowedOf, mayAll } from '../../customers/standing.ts';

/** What the person may do at a customer, in a line; where nothing, that. */
export function useMayWords(): (customer: Pick<Customer, 'usable' | 'may'>) => string {
  const { t, i18n } = useTranslation('customers');
  return ({ usable, may }) => {
    if (!usable) return t('may.nothing');
    if (mayAll(may)) return t('may.all');
    const words = allowedOf(may).map((act) => t(`may.${act}`));
    return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(words);
  };
}
