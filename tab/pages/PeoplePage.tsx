import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/PageHeader.tsx';

/** People. */
export function PeoplePage() {
  const { t } = useTranslation('people');
  return <PageHeader title={t('title')} explanation="" />;
}
