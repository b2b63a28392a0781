import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PlainPage } from '../../components/PlainPage.tsx';
import { endConsent } from '../../teams.ts';

/** To which Entra ID returns from its consent page, in a window of its own that closes now. */
export function Consented() {
  const { t } = useTranslation('shell');
  const [answer] = useSearchParams();
  const failure = answer.get('error');
  useEffect(() => {
    void endConsent(failure).catch(() => undefined);
  }, [failure]);
  return (
    <PlainPage
      icon={<CheckmarkCircleRegular />}
      title={t('plain.consent.title')}
      text={t(failure === null ? 'plain.consent.popupDone' : 'plain.consent.popupFailed')}
    />
  );
}
