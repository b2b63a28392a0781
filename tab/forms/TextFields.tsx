import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';

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

/** A field of a contact or an address. */
export interface TextField<F extends string> {
  readonly field: F;
  readonly label: string;
  /** How the browser fills it in. */
  readonly autoComplete: string;
  /** Which keyboard a phone shows. Default `text`. */
  readonly type?: 'email' | 'tel';
  readonly isOptional?: boolean;
  /** It takes a row of its own. */
  readonly isWhole?: boolean;
}

/** A contact or an address, field by field; what is wrong is said beside each. */
export function TextFields<F extends string>(props: {
  readonly label: string;
  readonly fields: readonly TextField<F>[];
  readonly typed: Readonly<Record<F, string>>;
  readonly onType: (field: F, value: string) => void;
  /** It was tried to send them: what is empty is told too. */
  readonly isSent: boolean;
  /** What is wrong with what is typed, in words; null where nothing is. */
  readonly faultOf: (field: F) => string | null;
  /** What the API said of a field; null where it said nothing. */
  readonly saidOf: (field: F) => string | null;
  readonly inputRef?: (field: F, element: HTMLInputElement | null) => void;
}) {
  const styles = useStyles();
  const { label, fields, typed, onType, isSent, faultOf, saidOf, inputRef } = props;
  const [left, setLeft] = useState<ReadonlySet<F>>(new Set());
  const wordsFor = (field: F): string | null => {
    const fault = faultOf(field);
    if (fault === null) return saidOf(field);
    const isFilledIn = left.has(field) && typed[field].trim() !== '';
    return isSent || isFilledIn ? fault : null;
  };
  return (
    <div className={styles.fields} role="group" aria-label={label}>
      {fields.map(({ field, label: name, autoComplete, type, isOptional, isWhole }) => {
        const words = wordsFor(field);
        return (
          <Field
            key={field}
            required={isOptional !== true}
            label={name}
            {...(isWhole === true ? { className: styles.whole } : {})}
            validationState={words === null ? 'none' : 'error'}
            validationMessage={words}
          >
            <Input
              ref={(element) => inputRef?.(field, element)}
              className={styles.input}
              type={type ?? 'text'}
              value={typed[field]}
              autoComplete={autoComplete}
              onChange={(_event, { value }) => onType(field, value)}
              onBlur={() => setLeft((before) => new Set(before).add(field))}
            />
          </Field>
        );
      })}
    </div>
  );
}
