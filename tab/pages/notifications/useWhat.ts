import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { figuresOf } from '../../notifications/states.ts';
import type { Notification } from '../../queries/notifications.ts';

/** What a notification says, and whom it is for, in few words. */
export function useWhat() {
  const { t } = useTranslation('notifications');
  const format = useFormat();
  return {
    what: ({ kind, data }: Pick<Notification, 'kind' | 'data'>): string => {
      const { share, days } = figuresOf(data);
      return t(`kind.${kind}`, { share: format.percent(share), count: days });
    },
    person: ({ person }: Pick<Notification, 'person'>): string =>
      person.displayName ?? t('sent.nobody'),
  };
}
