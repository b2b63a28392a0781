import { Button } from '@fluentui/react-components';
import { DocumentQuestionMarkRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PlainPage } from '../../components/PlainPage.tsx';

/** For an address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <PlainPage
      inside
      icon={<DocumentQuestionMarkRegular />}
      title={t('plain.notFound.title')}
      text={t('plain.notFound.text')}
      action={
        <Button appearance="primary" onClick={() => void navigate('/')}>
          {t('plain.notFound.act')}
        </Button>
      }
    />
  );
}
