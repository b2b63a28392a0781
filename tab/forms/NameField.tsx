import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_MAX, nameFaultOf } from '../catalogs/names.ts';
import { fieldWords } from '../field-words.ts';

/** From here on it is told how many characters are left. */
const FEW_LEFT = 40;

/** The name of a catalog, course or training plan: tells its rule while it is typed, and what the server says of it. */
export function NameField(props: {
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** The form was sent once: a name that is missing is told from then on. */
  readonly isSent: boolean;
  readonly error?: unknown;
  /** What is worth knowing about a name that is no fault. */
  readonly warning?: string | null;
}) {
  const { t } = useTranslation('catalogs');
  const { value, onChange, isSent, error, warning = null } = props;
  const [isLeft, setIsLeft] = useState(false);

  const fault = nameFaultOf(value);
  const isTold = fault === 'name-too-long' || ((isSent || isLeft) && fault !== null);
  const told = isTold
    ? t(`name.${fault}`, { max: NAME_MAX, over: value.trim().length - NAME_MAX })
    : (fieldWords(error)['name'] ?? null);
  const left = NAME_MAX - value.trim().length;
  const hint = (): string | null => {
    if (fault === 'name-too-long') return null;
    return left < FEW_LEFT ? t('name.left', { count: left }) : t('name.rule', { max: NAME_MAX });
  };
  return (
    <Field
      required
      label={t('name.label')}
      hint={hint()}
      validationState={told !== null ? 'error' : warning !== null ? 'warning' : 'none'}
      validationMessage={told ?? warning}
    >
      <Input
        value={value}
        onChange={(_event, data) => onChange(data.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setIsLeft(value !== '')}
      />
    </Field>
  );
}
