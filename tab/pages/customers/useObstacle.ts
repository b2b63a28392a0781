import { useTranslation } from 'react-i18next';
import type { CustomerAct, CustomerDetail } from '../../customers/answers.ts';

/** What keeps the person from an act at a customer, with the roles that would do; null where nothing does. */
export function useObstacle(
  customer: Pick<CustomerDetail, 'usable' | 'may' | 'needs'>,
): (act: CustomerAct) => string | null {
  const { t, i18n } = useTranslation('customers');
  return (act) => {
    if (customer.may[act]) return null;
    if (!customer.usable) return t('obstacle.unusable');
    const roles = customer.needs[act];
    return t('obstacle.role', {
      roles: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(roles),
    });
  };
}
