import { useTranslation } from 'react-i18next';
import { PageHeader } from '../components/PageHeader.tsx';
import { Trail } from '../components/Trail.tsx';
import { ImportEnrolmentsForm } from '../forms/ImportEnrolmentsForm.tsx';

/** The import of enrolments from a file. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  return (
    <>
      <PageHeader
        trail={<Trail stops={[{ name: t('trail'), path: '/catalogs' }]} />}
        title={t('title')}
        explanation={t('explanation')}
      />
      <ImportEnrolmentsForm />
    </>
  );
}
