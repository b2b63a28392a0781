import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';

const useStyles = makeStyles({
  text: {
    display: 'block',
    marginTop: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground2,
    ':empty': { display: 'none' },
  },
});

/** A question whose answer is there for whoever asks. */
export function Disclosure(props: { readonly question: string; readonly answer: string }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const answerId = useId();
  return (
    <div>
      <Link
        as="button"
        type="button"
        aria-expanded={isOpen}
        aria-controls={answerId}
        onClick={() => setOpen(!isOpen)}
      >
        {props.question}
      </Link>
      <Text size={200} id={answerId} className={styles.text}>
        {isOpen ? props.answer : null}
      </Text>
    </div>
  );
}
