import { useTranslation } from 'react-i18next';
import { faultOf, type Draft, type TextField } from '../subscription/activation.ts';
import { TextFields } from './TextFields.tsx';

type ContactField = Exclude<TextField, 'key'>;

/** How each field is filled in. */
const FIELDS = [
  { field: 'organisation', autoComplete: 'organization', isWhole: true },
  { field: 'firstName', autoComplete: 'given-name' },
  { field: 'lastName', autoComplete: 'family-name' },
  { field: 'email', autoComplete: 'email', type: 'email' },
  { field: 'telephone', autoComplete: 'tel', type: 'tel' },
] as const;

/** Who activates a subscription: the organisation, and a person of it (L-33). */
export function ContactFields(props: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly isSent: boolean;
  /** What the API said of a field; null where it said nothing. */
  readonly saidOf: (field: ContactField) => string | null;
  readonly inputRef: (field: ContactField, element: HTMLInputElement | null) => void;
}) {
  const { t } = useTranslation('subscription');
  const { draft, onDraft, ...rest } = props;
  return (
    <TextFields<ContactField>
      {...rest}
      label={t('activate.contactTitle')}
      fields={FIELDS.map((how) => ({ ...how, label: t(`activate.${how.field}`) }))}
      typed={draft}
      onType={(field, value) => onDraft({ ...draft, [field]: value })}
      faultOf={(field) => {
        const fault = faultOf(field, draft[field]);
        if (fault === null) return null;
        return fault === 'too-long'
          ? t('activate.fault.too-long')
          : t(`activate.fault.${fault}.${field}`);
      }}
    />
  );
}
