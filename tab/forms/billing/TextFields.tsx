import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldFaultOf, type AddressField, type ContactField } from '../../billing/fields.ts';

/** How the browser fills a field in. */
const FILLED_AS = {
  company: 'organization',
  firstName: 'given-name',
  lastName: 'family-name',
  email: 'email',
  telephone: 'tel',
  line1: 'address-line1',
  line2: 'address-line2',
  postalCode: 'postal-code',
  city: 'address-level2',
  region: 'address-level1',
} as const;
const OPTIONAL: readonly string[] = ['telephone', 'line2', 'postalCode', 'region'];
const WHOLE: readonly string[] = ['company', 'line1', 'line2'];

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(200px, 100%), 1fr))',
    gap: tokens.spacingVerticalL,
    alignItems: 'start',
  },
  whole: { gridColumn: '1 / -1' },
  input: { minWidth: 0, '& input': { minWidth: 0 } },
});

/** The field as the keys of the texts name it. */
const named = (field: ContactField | AddressField): ContactField | AddressField => field;

/** A contact or an address, field by field; what is wrong is said beside each. */
export function TextFields<F extends ContactField | AddressField>(props: {
  readonly label: string;
  readonly fields: readonly F[];
  readonly typed: Readonly<Record<F, string>>;
  readonly onType: (field: F, value: string) => void;
  /** It was tried to send them: what is empty is told too. */
  readonly isSent: boolean;
  /** What the service said, by field. */
  readonly said: Readonly<Partial<Record<string, string>>>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('billing');
  const { label, fields, typed, onType, isSent, said } = props;
  const [left, setLeft] = useState<ReadonlySet<F>>(new Set());
  const wordsFor = (field: F): string | null => {
    const fault = fieldFaultOf(field, typed[field]);
    if (fault === null) return said[field] ?? null;
    if (!isSent && (!left.has(field) || fault === 'empty')) return null;
    return t(`field.fault.${fault}`);
  };
  return (
    <div className={styles.fields} role="group" aria-label={label}>
      {fields.map((field) => {
        const words = wordsFor(field);
        return (
          <Field
            key={field}
            required={!OPTIONAL.includes(field)}
            label={t(`field.${named(field)}`)}
            {...(WHOLE.includes(field) ? { className: styles.whole } : {})}
            validationState={words === null ? 'none' : 'error'}
            validationMessage={words}
          >
            <Input
              className={styles.input}
              type={field === 'email' ? 'email' : field === 'telephone' ? 'tel' : 'text'}
              value={typed[field]}
              autoComplete={FILLED_AS[field]}
              onChange={(_event, { value }) => onType(field, value)}
              onBlur={() => setLeft((before) => new Set(before).add(field))}
            />
          </Field>
        );
      })}
    </div>
  );
}
