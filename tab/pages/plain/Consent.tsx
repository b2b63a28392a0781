import { ShieldKeyholeRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useHref } from 'react-router';
import { consentShape } from '../../../api/http/contract.ts';
import { api } from '../../api.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { PlainPage } from '../../components/PlainPage.tsx';
import { endConsent } from '../../teams.ts';

/**
 * In a window of its own: leads to the page on which Entra ID asks for consent, and from there to `Consented`. Where
 * nobody needs to consent, as in the local cloud, it is over at once.
 */
export function Consent() {
  const { t } = useTranslation('shell');
  const returnTo = new URL(useHref('/auth/consented'), window.location.origin).href;
  const { data, error, refetch } = useQuery({
    queryKey: ['consent'],
    queryFn: () => api.getOpenly('/api/consent', consentShape),
  });
  useEffect(() => {
    if (data === undefined) return;
    if (data.address === null) {
      void endConsent(null).catch(() => undefined);
      return;
    }
    const to = new URL(data.address);
    to.searchParams.set('redirect_uri', returnTo);
    window.location.replace(to);
  }, [data, returnTo]);
  return (
    <PlainPage
      icon={<ShieldKeyholeRegular />}
      title={t('plain.consent.title')}
      text={t('loading')}
      action={<ErrorNotice error={error} onRetry={() => void refetch()} />}
    />
  );
}
