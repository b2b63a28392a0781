import { Button } from '@fluentui/react-components';
import { PlugDisconnectedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';

/** The page that frames the tab does not answer as Teams does. */
export function HostSilentPage() {
  const { t } = useTranslation('shell');
  return (
    <PlainPage
      icon={<PlugDisconnectedRegular />}
      title={t('plain.hostSilent.title')}
      text={t('plain.hostSilent.text')}
      action={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {t('act.reload')}
        </Button>
      }
    />
  );
}
