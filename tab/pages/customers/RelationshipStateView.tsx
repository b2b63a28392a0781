import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../customers/answers.ts';
import { STATE_COLOR } from '../../customers/standing.ts';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    rowGap: tokens.spacingVerticalXXS,
  },
  words: { color: tokens.colorNeutralForeground2 },
});

/** How it stands between partner and customer, and what that means where it is not plainly active. */
export function RelationshipStateView(props: {
  readonly customer: Pick<Customer, 'state' | 'endsSoon' | 'reason'>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customers');
  const { state, endsSoon, reason } = props.customer;
  const isRoleless = reason?.code === 'no-role-assigned';
  const explained = isRoleless
    ? t('roleless')
    : endsSoon && state === 'active'
      ? t('endsSoon')
      : t(`meaning.${state}`);
  return (
    <span className={styles.state}>
      <Badge appearance="tint" color={isRoleless || endsSoon ? 'warning' : STATE_COLOR[state]}>
        {t(`state.${state}`)}
      </Badge>
      {state === 'active' && !isRoleless && !endsSoon ? null : (
        <Text size={200} className={styles.words}>
          {explained}
        </Text>
      )}
    </span>
  );
}
