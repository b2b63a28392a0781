import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';
import type { Me } from '../../queries/me.ts';

/** For people who administer nothing here. */
export function NoAccess({ me }: { readonly me: Me }) {
  const { t } = useTranslation('shell');
  return (
    <PlainPage
      icon={<LockClosedRegular />}
      title={t('plain.noAccess.title')}
      text={
        me.roles.includes('catalogAdmin')
          ? t('plain.noAccess.catalogAdmin')
          : t('plain.noAccess.text')
      }
    />
  );
}
