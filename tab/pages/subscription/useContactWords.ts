import { useTranslation } from 'react-i18next';
import { useMe } from '../../queries/me.ts';

/** Whom to ask for more seats (G-7), by name where the operator has said it. */
export function useContactWords(): string {
  const { t } = useTranslation('subscription');
  const { seatsContact } = useMe();
  return seatsContact === null
    ? t('grace.contact')
    : t('grace.contactNamed', { contact: seatsContact });
}
