import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReach } from '../../queries/notifications.ts';

/** What is missing for Headcount to reach administrators in Teams; nothing where nothing is. */
export function ReachNote() {
  const { t } = useTranslation('notifications');
  const { data } = useReach();
  if (data === undefined) return null;
  const { state, missing } = data.installation;
  if (state !== 'consent-missing' && state !== 'not-in-catalog') return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('reach.title')}</MessageBarTitle>{' '}
        {t(`reach.${state}`, { permissions: missing.join(', ') })}
      </MessageBarBody>
    </MessageBar>
  );
}
