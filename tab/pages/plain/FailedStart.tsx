import { Button } from '@fluentui/react-components';
import {
  PlugDisconnectedRegular,
  RocketRegular,
  ShieldKeyholeRegular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api-error.ts';
import { PlainPage } from '../../components/PlainPage.tsx';
import { wordsFor } from '../../error-words.ts';
import { askForConsent } from '../../teams.ts';

/** Instead of everything, where it is not known who is there: not set up, no consent, no connection. */
export function FailedStart(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation('shell');
  const [asked, setAsked] = useState<unknown>(null);
  const { error, onRetry } = props;
  const retry = (
    <Button appearance="primary" onClick={onRetry}>
      {t('act.retry')}
    </Button>
  );
  if (codeOf(error) === 'not-set-up') {
    return (
      <PlainPage
        icon={<RocketRegular />}
        title={t('plain.notSetUp.title')}
        text={t('plain.notSetUp.text')}
        action={retry}
      />
    );
  }
  if (codeOf(error) === 'consent-needed') {
    const consent = () => {
      askForConsent().then(onRetry, setAsked);
    };
    return (
      <PlainPage
        icon={<ShieldKeyholeRegular />}
        title={t('plain.consent.title')}
        text={asked === null ? t('plain.consent.text') : t('plain.consent.popupFailed')}
        action={
          <Button appearance="primary" onClick={consent}>
            {t('act.consent')}
          </Button>
        }
      />
    );
  }
  const { title, text, wayOn, requestId } = wordsFor(error, t);
  const forOperator = requestId === null ? '' : ` ${t('requestId', { id: requestId })}`;
  const reload = (
    <Button appearance="primary" onClick={() => window.location.reload()}>
      {t('act.reload')}
    </Button>
  );
  return (
    <PlainPage
      icon={<PlugDisconnectedRegular />}
      title={title}
      text={text + forOperator}
      action={wayOn === 'reload' ? reload : retry}
    />
  );
}
