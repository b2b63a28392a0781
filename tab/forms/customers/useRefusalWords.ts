import { useTranslation } from 'react-i18next';
import { refusalKeyOf } from '../../customers/refusals.ts';

/** Says why something at a customer is refused, in the reader's words. */
export function useRefusalWords(): (told: {
  readonly code: string;
  readonly detail: string;
}) => string {
  const { t } = useTranslation('customerActs');
  return ({ code, detail }) => t(`refusal.${refusalKeyOf(code)}`, { detail });
}
