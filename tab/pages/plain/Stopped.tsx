import { Button } from '@fluentui/react-components';
import { PauseCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';
import type { Me } from '../../queries/me.ts';

/** For learners, while learning is stopped (G-3): too many count, or the subscription is gone (G-4). */
export function Stopped(props: {
  readonly reason: Me['learningReason'];
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation('shell');
  return (
    <PlainPage
      icon={<PauseCircleRegular />}
      title={t('plain.stopped.title')}
      text={t(props.reason === 'limit' ? 'plain.stopped.limit' : 'plain.stopped.ended')}
      action={<Button onClick={props.onRetry}>{t('act.retry')}</Button>}
    />
  );
}
