import { Button } from '@fluentui/react-components';
import { ArrowSyncRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { PlainPage } from '../../components/PlainPage.tsx';
import { isChunkGone } from '../../deploy.ts';

/** Instead of a page that threw; where a part of it is gone since a newer version was deployed, it says so. */
export function Crashed() {
  const { t } = useTranslation('shell');
  const isOutdated = isChunkGone(useRouteError());
  const words = isOutdated ? 'newVersion' : 'crash';
  return (
    <PlainPage
      icon={isOutdated ? <ArrowSyncRegular /> : <ErrorCircleRegular />}
      title={t(`plain.${words}.title`)}
      text={t(`plain.${words}.text`)}
      action={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          {t('act.reload')}
        </Button>
      }
    />
  );
}
