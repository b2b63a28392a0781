import { Field, Input, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  address: { flex: '1 1 220px', minWidth: 0, '& input': { minWidth: 0 } },
});

/** To whom something is sent by e-mail. */
export function MailAddressField(props: {
  readonly value: string;
  readonly onChange: (address: string) => void;
  readonly required?: boolean;
  /** What is wrong with it, in words; null where nothing is. */
  readonly fault: string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('customerActs');
  const { value, onChange, required = false, fault } = props;
  return (
    <Field
      className={styles.address}
      required={required}
      label={t('handOut.address')}
      validationState={fault === null ? 'none' : 'error'}
      validationMessage={fault}
    >
      <Input
        type="email"
        autoComplete="off"
        value={value}
        onChange={(_event, { value: typed }) => onChange(typed)}
      />
    </Field>
  );
}
