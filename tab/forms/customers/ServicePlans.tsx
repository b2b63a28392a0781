import { Checkbox, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../../components/Disclosure.tsx';
import type { Licence } from '../../customers/answers.ts';

const useStyles = makeStyles({ plans: { display: 'flex', flexDirection: 'column' } });

/** The service plans of a product, each of which can be switched off (PC-22). */
export function ServicePlans(props: {
  readonly licence: Licence;
  /** The plans that are switched off. */
  readonly off: readonly string[];
  readonly onOff: (off: readonly string[]) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { licence, off, onOff } = props;
  const chosen = licence.plans.filter(({ forUsers }) => forUsers);
  if (chosen.length === 0) return null;
  const switchPlan = (planId: string, isOn: boolean) =>
    onOff(isOn ? off.filter((one) => one !== planId) : [...off, planId]);
  return (
    <Disclosure
      question={t('licences.plans')}
      spoken={t('ofOne', { name: t('licences.plans'), what: licence.name })}
    >
      <div
        role="group"
        aria-label={t('licences.plansOf', { product: licence.name })}
        className={styles.plans}
      >
        {chosen.map(({ planId, name }) => (
          <Checkbox
            key={planId}
            label={name}
            checked={!off.includes(planId)}
            onChange={(_event, { checked }) => switchPlan(planId, checked === true)}
          />
        ))}
      </div>
    </Disclosure>
  );
}
