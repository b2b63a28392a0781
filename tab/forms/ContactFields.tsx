import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf, type Draft, type TextField } from '../subscription/activation.ts';

type ContactField = Exclude<TextField, 'key'>;

/** How each field is filled in by the browser, and which keyboard a phone shows. */
const FIELDS = [
  { field: 'organisation', autoComplete: 'organization', type: 'text' },
  { field: 'firstName', autoComplete: 'given-name', type: 'text' },
  { field: 'lastName', autoComplete: 'family-name', type: 'text' },
  { field: 'email', autoComplete: 'email', type: 'email' },
  { field: 'telephone', autoComplete: 'tel', type: 'tel' },
] as const;

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

/** Who activates a subscription: the organisation, and a person of it (L-33). */
export function ContactFields(props: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly isSent: boolean;
  /** What the service said of a field; null where it said nothing. */
  readonly saidOf: (field: ContactField) => string | null;
  readonly inputRef: (field: ContactField, element: HTMLInputElement | null) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const { draft, onDraft, isSent, saidOf, inputRef } = props;
  const [left, setLeft] = useState<ReadonlySet<ContactField>>(new Set());

  const wordsFor = (field: ContactField): string | null => {
    const fault = faultOf(field, draft[field]);
    if (fault === null) return saidOf(field);
    if (!isSent && (!left.has(field) || fault === 'empty')) return null;
    return fault === 'too-long'
      ? t('activate.fault.too-long')
      : t(`activate.fault.${fault}.${field}`);
  };
  return (
    <div className={styles.fields} role="group" aria-label={t('activate.contactTitle')}>
      {FIELDS.map(({ field, autoComplete, type }) => {
        const words = wordsFor(field);
        return (
          <Field
            key={field}
            required
            label={t(`activate.${field}`)}
            {...(field === 'organisation' ? { className: styles.whole } : {})}
            validationState={words === null ? 'none' : 'error'}
            validationMessage={words}
          >
            <Input
              ref={(element) => inputRef(field, element)}
              className={styles.input}
              type={type}
              value={draft[field]}
              autoComplete={autoComplete}
              onChange={(_event, { value }) => onDraft({ ...draft, [field]: value })}
              onBlur={() => setLeft((before) => new Set(before).add(field))}
            />
          </Field>
        );
      })}
    </div>
  );
}
