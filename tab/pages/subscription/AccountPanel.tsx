import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useFormat } from '../../format.ts';
import type { Subscription } from '../../queries/subscription.ts';
import { inactiveReasonOf } from '../../subscription/banner.ts';

const COLORS = {
  Trial: 'informative',
  Active: 'success',
  'Activation required': 'warning',
  Inactive: 'danger',
} as const;

const useStyles = makeStyles({
  means: { color: tokens.colorNeutralForeground2 },
});

/** The plan, where the account stands and why, and until when. */
export function AccountPanel({ subscription }: { readonly subscription: Subscription }) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const format = useFormat();
  const { account, plan, learning, term } = subscription;
  const isTrialAgain = account.state === 'Trial' && account.reason === 'deactivated';
  const words = [t(`account.means.${isTrialAgain ? 'trialAgain' : account.state}`)];
  if (account.state === 'Inactive') {
    words.unshift(t(`account.reasons.${inactiveReasonOf(account.reason)}`));
    words.push(t('account.wayOn'));
  }
  return (
    <Panel
      title={t('account.title')}
      actions={
        <Badge appearance="tint" color={COLORS[account.state]}>
          {t(`account.states.${account.state}`)}
        </Badge>
      }
    >
      <Text className={styles.means}>{words.join(' ')}</Text>
      <Facts
        facts={[
          [t('account.plan'), t(`account.plans.${plan}`)],
          [t('account.learning'), t(`account.learnings.${learning}`)],
          [
            t('account.term'),
            term === null
              ? t('account.noTerm')
              : t('account.termDays', {
                  from: format.day(term.startsOn),
                  to: format.day(term.endsOn),
                }),
          ],
          [t('account.name'), account.subdomain],
        ]}
      />
    </Panel>
  );
}
