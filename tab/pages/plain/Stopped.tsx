import { PauseCircleRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { PlainPage } from '../../components/PlainPage.tsx';

/** For learners, while learning is stopped (G-3). */
export function Stopped() {
  const { t } = useTranslation('shell');
  return (
    <PlainPage
      icon={<PauseCircleRegular />}
      title={t('plain.stopped.title')}
      text={t('plain.stopped.text')}
    />
  );
}
