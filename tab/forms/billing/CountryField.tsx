import { Field, makeStyles, Select } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesIn } from '../../billing/countries.ts';

const useStyles = makeStyles({
  // The names of some countries are longer than a phone is wide.
  field: { gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0 },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%' } },
});

/** In which country an order is paid. */
export function CountryField(props: {
  readonly value: string;
  readonly onChange: (country: string) => void;
  readonly hint?: string;
}) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('billing');
  const { value, onChange, hint } = props;
  const { language } = i18n;
  const countries = useMemo(() => countriesIn(language), [language]);
  return (
    <Field
      required
      className={styles.field}
      label={t('field.country')}
      {...(hint === undefined ? {} : { hint })}
    >
      <Select
        className={styles.select}
        value={value}
        autoComplete="country"
        onChange={(_event, data) => onChange(data.value)}
      >
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
