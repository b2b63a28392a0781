import { useTranslation } from 'react-i18next';
import { StateView } from '../../components/StateView.tsx';
import { useFormat } from '../../format.ts';
import { reasonKeyOf } from '../../notifications/states.ts';
import type { Notification } from '../../queries/notifications.ts';

const COLORS = {
  waiting: 'informative',
  sending: 'brand',
  delivered: 'success',
  unreachable: 'warning',
  unknown: 'warning',
  failed: 'danger',
} as const;

/** How a notification fared: in a word, by which way it went, why, and when it is tried again. */
export function DeliveryStateView({ notification }: { readonly notification: Notification }) {
  const { t } = useTranslation('notifications');
  const format = useFormat();
  const { state, stateAt, channel, reason, nextTryAt, tries } = notification;
  const reasonKey = reasonKeyOf(reason);
  const details = [
    ...(channel === null ? [] : [t(`channel.${channel}`)]),
    ...(reasonKey === null ? [] : [t(`reason.${reasonKey}`)]),
    ...(nextTryAt === null || tries === 0
      ? []
      : [
          `${t('sent.tries', { count: tries })}. ${t('sent.nextTry', { at: format.instant(nextTryAt) })}`,
        ]),
  ];
  return (
    <StateView
      color={COLORS[state]}
      word={t(`state.${state}`)}
      title={format.instant(stateAt)}
      details={details}
    />
  );
}
