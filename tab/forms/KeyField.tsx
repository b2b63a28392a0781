import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useLayoutEffect, useRef, useState, type RefCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { groupedWhileTyping, readTyped, type TypedKey } from '../subscription/key.ts';

const useStyles = makeStyles({
  input: {
    '& input': { fontFamily: tokens.fontFamilyMonospace, textTransform: 'uppercase', minWidth: 0 },
  },
});

/** What is said at once, and not only when the field is left: it cannot become right by typing on. */
const SAID_AT_ONCE: readonly TypedKey['is'][] = ['too-long', 'wrong-digit', 'mistyped'];

/** The activation key, in groups of five while it is typed; its check digit is verified as soon as it is there. */
export function KeyField(props: {
  readonly value: string;
  readonly onChange: (key: string) => void;
  /** The form was sent once: a key that is not complete is told from then on. */
  readonly isSent: boolean;
  /** What the service said of this very key; null where it said nothing. */
  readonly refusal: string | null;
  readonly inputRef: RefCallback<HTMLInputElement>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('subscription');
  const { value, onChange, isSent, refusal, inputRef } = props;
  const [isLeft, setLeft] = useState(false);
  const input = useRef<HTMLInputElement | null>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) {
      input.current?.setSelectionRange(caret.current, caret.current);
    }
    caret.current = null;
  });

  const typed = readTyped(value);
  const fault = useFaultWords(typed);
  const isTold = SAID_AT_ONCE.includes(typed.is) || isSent || (isLeft && typed.is !== 'empty');
  const told = refusal ?? (isTold ? fault : null);
  const isComplete = typed.is === 'complete' && told === null;
  return (
    <Field
      required
      label={t('activate.key')}
      hint={
        typed.is === 'begun' && told === null
          ? t('activate.keyTyped', { count: typed.digits })
          : t('activate.keyRule')
      }
      validationState={told !== null ? 'error' : isComplete ? 'success' : 'none'}
      validationMessage={told ?? (isComplete ? t('activate.keyFits') : null)}
    >
      <Input
        ref={(element) => {
          input.current = element;
          inputRef(element);
        }}
        className={styles.input}
        value={value}
        autoComplete="off"
        spellCheck={false}
        placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
        onChange={(event, data) => {
          const place = event.currentTarget.selectionStart ?? data.value.length;
          const grouped = groupedWhileTyping(data.value, place);
          caret.current = grouped.caret;
          onChange(grouped.text);
        }}
        onBlur={() => setLeft(true)}
      />
    </Field>
  );
}

/** What is wrong with what was typed so far; null where nothing is. */
function useFaultWords(typed: TypedKey): string | null {
  const { t } = useTranslation('subscription');
  switch (typed.is) {
    case 'complete':
      return null;
    case 'empty':
    case 'mistyped':
      return t(`activate.keyFault.${typed.is}`);
    case 'begun':
    case 'too-long':
      return t(`activate.keyFault.${typed.is}`, { count: typed.digits });
    case 'wrong-digit':
      return t('activate.keyFault.wrong-digit', { group: typed.group, digit: typed.digit });
  }
}
