import { Checkbox, Link, makeStyles } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
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
  const [isOpen, setOpen] = useState(false);
  const plansId = useId();
  const chosen = licence.plans.filter(({ forUsers }) => forUsers);
  if (chosen.length === 0) return null;
  const switchPlan = (planId: string, isOn: boolean) =>
    onOff(isOn ? off.filter((one) => one !== planId) : [...off, planId]);
  return (
    <div>
      <Link
        as="button"
        type="button"
        aria-expanded={isOpen}
        aria-controls={plansId}
        aria-label={t('ofOne', { name: t('licences.plans'), what: licence.name })}
        onClick={() => setOpen(!isOpen)}
      >
        {t('licences.plans')}
      </Link>
      <div
        id={plansId}
        role="group"
        aria-label={t('licences.plansOf', { product: licence.name })}
        className={styles.plans}
      >
        {isOpen
          ? chosen.map(({ planId, name }) => (
              <Checkbox
                key={planId}
                label={name}
                checked={!off.includes(planId)}
                onChange={(_event, { checked }) => switchPlan(planId, checked === true)}
              />
            ))
          : null}
      </div>
    </div>
  );
}
