import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OverviewShape } from '../../../api/overview/contract.ts';
import { useFormat } from '../../format.ts';

const useStyles = makeStyles({ notice: { marginBottom: tokens.spacingVerticalL } });

/** What needs acting on before anything else: learning that is stopped, seats that have run out, a window that closes. */
export function LimitNotices(props: {
  readonly subscription: Pick<OverviewShape['subscription'], 'learning' | 'grace'>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { learning, grace } = props.subscription;
  if (learning !== 'open') {
    return (
      <MessageBar intent="error" layout="multiline" className={styles.notice}>
        <MessageBarBody>
          <MessageBarTitle>{t(`limit.${learning}.title`)}</MessageBarTitle>{' '}
          {t(`limit.${learning}.text`)}
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (grace === null) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.notice}>
      <MessageBarBody>
        <MessageBarTitle>{t(`limit.grace.${grace.reason}`)}</MessageBarTitle>{' '}
        {t('limit.closes', { count: grace.daysLeft, at: format.instant(grace.closesAt) })}
      </MessageBarBody>
    </MessageBar>
  );
}
