import { Field, Input } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { seatsIn } from '../peers/request.ts';

/** How many seats to share: says how many there are, and warns of more while they are typed (P-1, PA-7). */
export function PeerSeatsField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** How many can be shared with this peer; null while that is not known. */
  readonly available: number | null;
  readonly fault: string | null;
  readonly inputRef: (element: HTMLInputElement | null) => void;
}) {
  const { t } = useTranslation('peers');
  const { value, onChange, available, fault } = props;
  const isOver = available !== null && (seatsIn(value) ?? 0) > available;
  const warning = !isOver
    ? null
    : available === 0
      ? t('form.overNone')
      : t('form.over', { count: available });
  const hint =
    available === 0 ? t('form.seatsHintNone') : t('form.seatsHint', { count: available ?? 0 });
  return (
    <Field
      label={t('form.seats')}
      hint={available === null ? '…' : hint}
      validationState={fault !== null ? 'error' : warning !== null ? 'warning' : 'none'}
      validationMessage={fault ?? warning}
    >
      <Input
        ref={props.inputRef}
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
