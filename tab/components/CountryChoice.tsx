import { Field, makeStyles, Select, type FieldProps } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesIn } from '../countries.ts';

const useStyles = makeStyles({
  // The names of some countries are longer than a phone is wide.
  field: { gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0 },
  select: { minWidth: 0, '& select': { minWidth: 0, width: '100%' } },
});

/** A country, chosen by its name in the reader's language. */
export function CountryChoice(props: {
  readonly label: string;
  /** Two letters; empty for none. */
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** What no country is called; left out where one must be chosen. */
  readonly none?: string;
  readonly required?: boolean;
  /** Left out where there is none to be given. */
  readonly hint?: string | undefined;
  readonly fault?: string | null;
  readonly autoComplete?: string;
}) {
  const styles = useStyles();
  const { language } = useTranslation().i18n;
  const { label, value, onChange, none, required = false, hint, fault = null } = props;
  const countries = useMemo(() => countriesIn(language), [language]);
  const shown: FieldProps = {
    ...{ label, required },
    ...(hint === undefined ? {} : { hint }),
    ...(fault === null ? {} : { validationState: 'error', validationMessage: fault }),
  };
  return (
    <Field {...shown} className={styles.field}>
      <Select
        className={styles.select}
        value={value}
        {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
        onChange={(_event, data) => onChange(data.value)}
      >
        {none === undefined ? null : <option value="">{none}</option>}
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
