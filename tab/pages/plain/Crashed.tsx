import { Button } from '@fluentui/react-components';
import { ArrowSyncRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';
import { chunkFaultOf } from '../../deploy.ts';

/** Instead of a page that threw. Where its chunk is gone since a newer version was deployed, it says so. */
export function Crashed(props: { readonly error: unknown; readonly inside?: boolean }) {
  const { t } = useTranslation('shell');
  const fault = chunkFaultOf(props.error, navigator.onLine);
  const words = {
    'newer-version': { title: t('plain.newVersion.title'), text: t('plain.newVersion.text') },
    'network-lost': { title: t('errors.network-lost.title'), text: t('plain.chunkLost') },
    crash: { title: t('plain.crash.title'), text: t('plain.crash.text') },
  }[fault];
  return (
    <PlainPage
      inside={props.inside ?? false}
      icon={fault === 'newer-version' ? <ArrowSyncRegular /> : <ErrorCircleRegular />}
      title={words.title}
      text={words.text}
      action={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {t('act.reload')}
        </Button>
      }
    />
  );
}
