import { Button } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';
import type { Me } from '../../queries/me.ts';
import { inactiveReasonOf } from '../../subscription/banner.ts';

/** For everybody whom an Inactive account keeps out: why, and who can do something about it (B-2). */
export function Inactive(props: {
  readonly reason: Me['account']['reason'];
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation('shell');
  const { reason, onRetry } = props;
  return (
    <PlainPage
      icon={<LockClosedRegular />}
      title={t('plain.inactive.title')}
      text={[
        t(`plain.inactive.reason.${inactiveReasonOf(reason)}`),
        t('plain.inactive.kept'),
        t(`plain.inactive.who.${reason === 'deactivated' ? 'owner' : 'admin'}`),
      ].join(' ')}
      action={<Button onClick={onRetry}>{t('act.retry')}</Button>}
    />
  );
}
