import { useTranslation } from 'react-i18next';
import {
  fieldFaultOf,
  isOptional,
  type AddressField,
  type ContactField,
} from '../../billing/fields.ts';
import { fieldWords } from '../../field-words.ts';
import { TextFields, type TextField } from '../TextFields.tsx';

/** How each field is filled in. */
const FIELDS = {
  company: { autoComplete: 'organization', isWhole: true },
  firstName: { autoComplete: 'given-name' },
  lastName: { autoComplete: 'family-name' },
  email: { autoComplete: 'email', type: 'email' },
  telephone: { autoComplete: 'tel', type: 'tel' },
  line1: { autoComplete: 'address-line1', isWhole: true },
  line2: { autoComplete: 'address-line2', isWhole: true },
  postalCode: { autoComplete: 'postal-code' },
  city: { autoComplete: 'address-level2' },
  region: { autoComplete: 'address-level1' },
} as const satisfies Record<
  ContactField | AddressField,
  Omit<TextField<string>, 'field' | 'label' | 'isOptional'>
>;

/** The contact or the address of an order. */
export function OrderFields<F extends ContactField | AddressField>(props: {
  readonly label: string;
  readonly fields: readonly F[];
  readonly typed: Readonly<Record<F, string>>;
  readonly onType: (field: F, value: string) => void;
  readonly isSent: boolean;
  /** Why the API refused them, if it did. */
  readonly error: unknown;
}) {
  const { t } = useTranslation('billing');
  const { fields, error, ...rest } = props;
  const said = fieldWords(error);
  return (
    <TextFields
      {...rest}
      fields={fields.map((field: ContactField | AddressField) => ({
        field: field as F,
        label: t(`field.${field}`),
        isOptional: isOptional(field),
        ...FIELDS[field],
      }))}
      faultOf={(field) => {
        const fault = fieldFaultOf(field, props.typed[field]);
        return fault === null ? null : t(`field.fault.${fault}`);
      }}
      saidOf={(field) => said[field] ?? null}
    />
  );
}
