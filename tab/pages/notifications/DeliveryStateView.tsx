import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
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

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXXS,
  },
  more: { color: tokens.colorNeutralForeground2 },
});

/** How a notification fared: in a word, by which way it went, why, and when it is tried again. */
export function DeliveryStateView({ notification }: { readonly notification: Notification }) {
  const styles = useStyles();
  const { t } = useTranslation('notifications');
  const format = useFormat();
  const { state, stateAt, channel, reason, nextTryAt, tries } = notification;
  const reasonKey = reasonKeyOf(reason);
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={COLORS[state]} title={format.instant(stateAt)}>
        {t(`state.${state}`)}
      </Badge>
      {channel === null ? null : (
        <Text size={200} className={styles.more}>
          {t(`channel.${channel}`)}
        </Text>
      )}
      {reasonKey === null ? null : (
        <Text size={200} className={styles.more}>
          {t(`reason.${reasonKey}`)}
        </Text>
      )}
      {nextTryAt === null || tries === 0 ? null : (
        <Text size={200} className={styles.more}>
          {`${t('sent.tries', { count: tries })}. ${t('sent.nextTry', { at: format.instant(nextTryAt) })}`}
        </Text>
      )}
    </span>
  );
}
