import { Field, makeStyles, Select } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesIn } from '../../billing/countries.ts';

const useStyles = makeStyles({
  // The names of some countries are longer than a phone is wide.
  field: { gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0 },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%' } },
});

/** Where users use services: without it no licence can be assigned (PC-26). */
export function LocationField(props: {
  /** Two letters; empty for none. */
  readonly value: string;
  readonly onChange: (location: string) => void;
  readonly label?: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly fault?: string | null;
}) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('customerActs');
  const { value, onChange, label, hint, required = false, fault = null } = props;
  const countries = useMemo(() => countriesIn(i18n.language), [i18n.language]);
  return (
    <Field
      className={styles.field}
      label={label ?? t('field.location')}
      hint={hint ?? t('field.locationHint')}
      required={required}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault}
    >
      <Select
        className={styles.select}
        value={value}
        onChange={(_event, data) => onChange(data.value)}
      >
        <option value="">{t('field.noLocation')}</option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
